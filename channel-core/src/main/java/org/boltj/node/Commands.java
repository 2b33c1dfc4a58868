package org.boltj.node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.boltj.base.ChannelId;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.Feature;
import org.boltj.base.Features;
import org.boltj.base.PaymentHash;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.PaymentSecret;
import org.boltj.base.PublicKey;
import org.boltj.channel.ChannelEvent;
import org.boltj.channel.ChannelNotice;
import org.boltj.channel.CommandResult;
import org.boltj.channel.RequestId;
import org.boltj.crypto.Hash;
import org.boltj.gossip.graph.GraphView;
import org.boltj.invoice.Invoice;
import org.boltj.invoice.InvoiceBuilder;
import org.boltj.invoice.InvoiceDescription;
import org.boltj.payment.InvoiceRecord;
import org.boltj.payment.PaymentFailure;
import org.boltj.payment.RelayPolicy;
import org.boltj.updates.FeeDecision;
import org.boltj.updates.Outcome;

/** What an application asks of channels, invoices and payments. Called by the loop. */
final class Commands {
  private static final Features INVOICE_FEATURES =
      Features.required(Feature.VAR_ONION_OPTIN, Feature.PAYMENT_SECRET)
          .or(Features.optional(Feature.BASIC_MPP));

  private final Env env;
  private final Channels channels;
  private final Openings openings;
  private final Invoices invoices;
  private final Payments payments;
  private final Announcer announcer;
  private final RelayPolicies policies;
  private final FeeWatch feeWatch;
  private final GraphView graph;
  private final Map<ChannelId, List<CompletableFuture<ChannelId>>> untilReady = new HashMap<>();
  private final Map<ChannelId, List<CompletableFuture<ChannelId>>> untilClosed = new HashMap<>();

  Commands(
      Env env,
      Channels channels,
      Openings openings,
      Invoices invoices,
      Payments payments,
      Announcer announcer,
      RelayPolicies policies,
      FeeWatch feeWatch,
      GraphView graph) {
    this.graph = graph;
    this.policies = policies;
    this.env = env;
    this.feeWatch = feeWatch;
    this.channels = channels;
    this.openings = openings;
    this.invoices = invoices;
    this.payments = payments;
    this.announcer = announcer;
  }

  void open(OpenOptions options, CompletableFuture<ChannelId> future) {
    openings.open(options, future);
  }

  /** Completes once HTLCs can be added. */
  void awaitReady(ChannelId channelId, CompletableFuture<ChannelId> future) {
    Optional<ChannelSlot> slot = channels.table().byId(channelId);
    if (slot.isEmpty()) {
      env.fail(future, unknown(channelId));
    } else if (slot.get().isUsable()) {
      env.complete(future, channelId);
    } else {
      untilReady.computeIfAbsent(channelId, id -> new ArrayList<>()).add(future);
    }
  }

  /** A peer may have come back, or a channel may have become ready, in this round. */
  void answerReady() {
    for (ChannelId channelId : List.copyOf(untilReady.keySet())) {
      if (channels.table().byId(channelId).isEmpty()) {
        failReady(channelId, "the opening has ended");
      } else if (channels.table().byId(channelId).map(ChannelSlot::isUsable).orElse(false)) {
        complete(untilReady, channelId);
      }
    }
  }

  /** Completes once all is resolved and deep in the chain. */
  void awaitClosed(ChannelId channelId, CompletableFuture<ChannelId> future) {
    Optional<ChannelSlot> slot = channels.table().byId(channelId);
    if (slot.isEmpty() || slot.get().isClosed()) {
      env.complete(future, channelId);
    } else {
      untilClosed.computeIfAbsent(channelId, id -> new ArrayList<>()).add(future);
    }
  }

  void noticed(ChannelNotice notice) {
    switch (notice) {
      case ChannelNotice.Ready other -> {} // answered at the end of the round
      case ChannelNotice.Closed closed -> {
        complete(untilClosed, closed.channelId());
        failReady(closed.channelId(), "the channel is closed");
      }
      case ChannelNotice.Closing closing -> failReady(closing.channelId(), closing.reason());
      case ChannelNotice.Frozen frozen -> failReady(frozen.channelId(), frozen.what());
      case ChannelNotice.DataLost lost -> failReady(lost.channelId(), "our state is too old");
      case ChannelNotice.OpeningFailed failed -> {
        complete(untilClosed, failed.channelId());
        failReady(failed.channelId(), failed.reason());
      }
      case ChannelNotice.Opened other -> {}
      case ChannelNotice.ShuttingDown other -> {}
      case ChannelNotice.FundingSpent other -> {}
      case ChannelNotice.Faulted other -> {}
      case ChannelNotice.FundsAtRisk other -> {}
      case ChannelNotice.OutputLetGo other -> {}
      case ChannelNotice.FundingReorganized other -> {}
    }
  }

  private void complete(
      Map<ChannelId, List<CompletableFuture<ChannelId>>> waiting, ChannelId channelId) {
    List<CompletableFuture<ChannelId>> futures = waiting.remove(channelId);
    if (futures != null) {
      futures.forEach(future -> env.complete(future, channelId));
    }
  }

  private void failReady(ChannelId channelId, String why) {
    List<CompletableFuture<ChannelId>> futures = untilReady.remove(channelId);
    if (futures != null) {
      futures.forEach(f -> env.fail(f, new LightningException.OpenFailed(why)));
    }
  }

  void close(ChannelId channelId, CloseOptions options, CompletableFuture<ChannelId> future) {
    command(
        channelId, id -> new ChannelEvent.Close(id, options.script(), options.feerate()), future);
  }

  void forceClose(ChannelId channelId, CompletableFuture<ChannelId> future) {
    command(channelId, id -> new ChannelEvent.ForceClose(id, "closed by the application"), future);
  }

  /** A person takes the risk that the state of the channel is old. */
  void trustState(ChannelId channelId, CompletableFuture<ChannelId> future) {
    Optional<ChannelSlot> slot = channels.table().byId(channelId);
    if (slot.isEmpty()) {
      env.fail(future, unknown(channelId));
      return;
    }
    channels.step(slot.get(), new ChannelEvent.Trusted());
    env.complete(future, channelId);
  }

  /** From now on the channel is forwarded over on these terms. */
  void setRelayPolicy(
      ChannelId channelId, RelayPolicy policy, CompletableFuture<ChannelId> future) {
    Optional<ChannelSlot> slot = channels.table().byId(channelId);
    if (slot.isEmpty()) {
      env.fail(future, unknown(channelId));
      return;
    }
    Optional<HtlcRange> range =
        slot.get()
            .persistent()
            .map(state -> HtlcRange.of(policy, state))
            .filter(HtlcRange::isEmpty);
    if (range.isPresent()) {
      env.fail(future, new LightningException.InvalidRequest(range.get().whyEmpty()));
      return;
    }
    policies.set(channelId, policy);
    announcer.policyChanged(slot.get());
    env.complete(future, channelId);
  }

  private void command(
      ChannelId channelId,
      Function<RequestId, ChannelEvent> command,
      CompletableFuture<ChannelId> future) {
    Optional<ChannelSlot> slot =
        channels.table().byId(channelId).or(() -> channels.table().onlyOpening(channelId));
    if (slot.isEmpty()) {
      env.fail(future, unknown(channelId));
      return;
    }
    channels.request(
        slot.get(),
        command,
        result -> {
          if (result instanceof CommandResult.Refused refused) {
            env.fail(future, new LightningException.CommandRefused(refused.refusal()));
          } else {
            env.complete(future, channelId);
          }
        });
  }

  private static LightningException unknown(ChannelId channelId) {
    return new LightningException.UnknownChannel("there is no channel " + channelId);
  }

  /** What would be done about a channel if things were as imagined. */
  void feeDecision(
      ChannelId channelId,
      UnaryOperator<FeeScenario> imagine,
      CompletableFuture<FeeDecision> future) {
    Optional<FeeScenario> now = channels.table().byId(channelId).flatMap(feeWatch::scenario);
    if (now.isEmpty()) {
      env.fail(future, unknown(channelId));
    } else {
      env.complete(future, imagine.apply(now.get()).decide());
    }
  }

  void createInvoice(InvoiceOptions options, CompletableFuture<Invoice> future) {
    PaymentPreimage preimage =
        options
            .paymentPreimage()
            .orElseGet(() -> new PaymentPreimage(env.ports.entropy().next(32)));
    PaymentSecret secret = new PaymentSecret(env.ports.entropy().next(32));
    PaymentHash hash = new PaymentHash(Hash.sha256(preimage.value()));
    if (invoices.find(hash).isPresent()) {
      env.fail(future, new LightningException.InvalidRequest("this preimage was used before"));
      return;
    }
    Invoice invoice;
    try {
      invoice = sign(options, hash, secret);
    } catch (IllegalArgumentException e) {
      env.fail(future, new LightningException.InvalidRequest(String.valueOf(e.getMessage())));
      return;
    }
    invoices.put(
        new InvoiceRecord(
            hash,
            preimage,
            secret,
            options.amount(),
            options.paymentMetadata(),
            invoice.minFinalCltvExpiryDelta(),
            invoice.text(),
            invoice.timestampSeconds(),
            invoice.expiresAtSeconds(),
            new InvoiceRecord.Open()));
    env.complete(future, invoice);
  }

  private Invoice sign(InvoiceOptions options, PaymentHash hash, PaymentSecret secret) {
    Features features =
        options.paymentMetadata().isPresent()
            ? INVOICE_FEATURES.or(Features.required(Feature.OPTION_PAYMENT_METADATA))
            : INVOICE_FEATURES;
    InvoiceBuilder builder =
        Invoice.builder(
                env.settings.network(),
                hash,
                secret,
                new InvoiceDescription.Text(options.description()),
                env.nowSeconds())
            .expirySeconds(options.expiry().toSeconds())
            .minFinalCltvExpiryDelta(minFinalCltvExpiryDelta(options))
            .features(features);
    options.amount().ifPresent(builder::amount);
    options.paymentMetadata().ifPresent(builder::paymentMetadata);
    announcer.routeHints().forEach(builder::routeHint);
    return builder.sign(env.ports.keys().nodeSigner()::signInvoice);
  }

  /** What the application wants, but never less than we require of the payments. */
  private CltvExpiryDelta minFinalCltvExpiryDelta(InvoiceOptions options) {
    CltvExpiryDelta required = env.settings.expiryRules().minFinalCltvExpiryDelta();
    CltvExpiryDelta wanted = options.minFinalCltvExpiryDelta();
    return wanted.blocks() < required.blocks() ? required : wanted;
  }

  /** Pays, unless it is clear already that this cannot be paid. */
  void pay(PaymentQuery query, CompletableFuture<PaymentResult> future) {
    asked(query, future)
        .ifPresent(payment -> payments.pay(payment.request(), payment.hints(), future));
  }

  /** Sends what nobody can claim. */
  void probe(PaymentQuery query, CompletableFuture<ProbeResult> future) {
    asked(query, future)
        .ifPresent(
            payment ->
                payments.probe(
                    payment
                        .request()
                        .toProbe(
                            new PaymentHash(env.ports.entropy().next(32)),
                            new PaymentSecret(env.ports.entropy().next(32))),
                    payment.hints(),
                    future));
  }

  /** Looks for routes, and sends nothing. */
  void estimateFee(PaymentQuery query, CompletableFuture<FeeEstimate> future) {
    asked(query, future)
        .map(payment -> payments.estimate(payment.request(), payment.hints()))
        .flatMap(estimate -> value(estimate, future))
        .ifPresent(estimate -> env.complete(future, estimate));
  }

  private Optional<InvoicePayment> asked(PaymentQuery query, CompletableFuture<?> future) {
    return value(query.ask(env.settings.network(), env.nowSeconds()), future)
        .flatMap(payment -> value(allowed(payment), future));
  }

  /**
   * BOLT 7, node_announcement: a node with required features that we do not know is paid by invoice
   * only.
   */
  private Outcome<InvoicePayment, PaymentFailure> allowed(InvoicePayment payment) {
    PublicKey recipient = payment.request().recipient();
    int node = graph.nodeIndex(recipient);
    boolean allowed =
        !payment.request().invoice().isEmpty() || node < 0 || graph.isNodeRoutable(node);
    return allowed
        ? Outcome.ok(payment)
        : Outcome.failed(
            new PaymentFailure.BadInvoice(
                recipient
                    + " requires features that are not known here: it can be paid by invoice"
                    + " only"));
  }

  /** Empty when it failed, which the caller has been told then. */
  private <T> Optional<T> value(Outcome<T, PaymentFailure> outcome, CompletableFuture<?> future) {
    return switch (outcome) {
      case Outcome.Ok<T, PaymentFailure> ok -> Optional.of(ok.value());
      case Outcome.Failed<T, PaymentFailure> failed -> {
        env.fail(future, new LightningException.PaymentFailed(failed.failure()));
        yield Optional.empty();
      }
    };
  }
}
