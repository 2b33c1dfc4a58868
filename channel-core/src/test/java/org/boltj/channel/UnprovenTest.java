package org.boltj.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.boltj.base.MilliSatoshi;
import org.boltj.message.ChannelReestablish;
import org.boltj.message.ErrorMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A channel that may be old tells a liar nothing that makes the node publish it. */
class UnprovenTest {
  private TestPair pair;
  private TestSide a;

  @BeforeEach
  void open() {
    pair = TestPair.normal(TestPair.ANCHORS, MilliSatoshi.ofSat(100_000));
    a = pair.a;
    pair.add(a, 30_000_000);
    pair.settleDown();
    pair.fail(pair.b, 0);
    pair.settleDown();
    pair.disconnect();
  }

  private void aMayBeOld(PersistentState state) {
    a.data = ChannelData.restored(state);
    a.on(new ChannelEvent.Restored());
    a.outbox.clear();
    a.effects.clear();
  }

  private void aConnects() {
    a.on(new ChannelEvent.LinkUp(TestSide.INIT, TestSide.INIT));
  }

  private ChannelEvent wordOfB() {
    return new ChannelEvent.Received(
        ReestablishSteps.channelReestablish(pair.b.commitments(), pair.b.context()));
  }

  @Test
  void peerThatSpeaksFirstProvesTheState() {
    aMayBeOld(Unproven.doubt(a.state()));
    aConnects();
    assertThat(a.outbox).isEmpty();

    a.on(wordOfB());

    assertThat(a.state()).isInstanceOf(Normal.class);
    assertThat(a.data.link()).isEqualTo(Link.UP);
    assertThat(a.outbox.getFirst()).isInstanceOf(ChannelReestablish.class);
  }

  @Test
  void whatAPeerSaysThatHasHeardOurNumbersIsNoProof() {
    aMayBeOld(Unproven.doubt(a.state()));
    aConnects();
    a.on(new ChannelEvent.PeerWaits());
    assertThat(a.outbox).singleElement().isInstanceOf(ChannelReestablish.class);
    a.on(wordOfB());
    assertThat(a.state()).isInstanceOf(Unproven.class);

    a.on(new ChannelEvent.LinkDown());
    aMayBeOld(a.stored.orElseThrow());
    aConnects();
    a.on(wordOfB());
    assertThat(a.state()).isInstanceOf(Unproven.class);

    a.on(new ChannelEvent.Received(ErrorMessage.of(a.state().channelId(), "close now")));
    assertThat(a.state()).isInstanceOf(DataLoss.class);
    assertThat(a.all(Effect.Publish.class)).isEmpty();
  }

  @Test
  void trustedStateGoesOnAtTheNextConnection() {
    aMayBeOld(Unproven.doubt(a.state()));
    aConnects();
    a.on(new ChannelEvent.PeerWaits());
    a.on(wordOfB());
    a.on(new ChannelEvent.Trusted());
    assertThat(a.state()).isInstanceOf(Normal.class);
    assertThat(a.data.link()).isEqualTo(Link.DOWN);
    assertThat(a.all(Effect.Disconnect.class)).hasSize(1);

    a.on(new ChannelEvent.LinkDown());
    aConnects();
    a.on(wordOfB());
    assertThat(a.data.link()).isEqualTo(Link.UP);
  }

  @Test
  void trustedStateTellsThePeerThatWaits() {
    aMayBeOld(Unproven.doubt(a.state()));
    aConnects();
    a.on(new ChannelEvent.Trusted());
    assertThat(a.outbox).singleElement().isInstanceOf(ChannelReestablish.class);
    a.on(wordOfB());
    assertThat(a.data.link()).isEqualTo(Link.UP);
  }

  private static PersistentState lost(PersistentState state) {
    return new DataLoss(state.commitments(), DataLoss.pleaseClose(state.channelId()));
  }

  static List<UnaryOperator<PersistentState>> statesThatPublishNothing() {
    return List.of(
        Unproven::doubt,
        UnprovenTest::lost,
        state -> new Frozen(state, "a bug"),
        state -> new Frozen(Unproven.doubt(state), "a bug"),
        state -> new Frozen(lost(state), "a bug"));
  }

  /** The peer may well close with the commitment that we know. */
  @ParameterizedTest
  @MethodSource("statesThatPublishNothing")
  void preimageIsKeptForTheCloseOfThePeer(UnaryOperator<PersistentState> doubt) {
    long number = htlcOfB();
    aMayBeOld(doubt.apply(a.state()));
    pair.fulfill(a, 1, number);
    a.restart();
    pair.b.on(new ChannelEvent.ForceClose(new RequestId(1), "test"));
    pair.mine(3);
    assertThat(pair.b.all(Effect.HtlcFulfilled.class)).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("statesThatPublishNothing")
  void preimageReplacesAFailureThatThePeerWasNeverTold(UnaryOperator<PersistentState> doubt) {
    long number = htlcOfB();
    pair.fail(a, 1);
    aMayBeOld(doubt.apply(a.state()));
    pair.fulfill(a, 1, number);
    a.restart();
    pair.b.on(new ChannelEvent.ForceClose(new RequestId(1), "test"));
    pair.mine(3);
    assertThat(pair.b.all(Effect.HtlcFulfilled.class)).hasSize(1);
  }

  private long htlcOfB() {
    pair.connect();
    pair.deliverAll();
    pair.add(pair.b, 40_000_000);
    long number = pair.add(pair.b, 50_000_000);
    pair.settleDown();
    pair.disconnect();
    return number;
  }

  @Test
  void frozenChannelIsDoubtedToo() {
    aMayBeOld(new Frozen(a.state(), "a bug"));
    a.on(new ChannelEvent.Doubted(false));
    a.on(new ChannelEvent.ForceClose(new RequestId(1), "by hand"));
    assertThat(a.state()).isInstanceOf(DataLoss.class);
    assertThat(a.all(Effect.Publish.class)).isEmpty();
  }

  @Test
  void frozenChannelIsClosedOnceItIsTrusted() {
    aMayBeOld(new Frozen(a.state(), "a bug"));
    a.on(new ChannelEvent.Doubted(false));
    a.on(new ChannelEvent.Trusted());
    a.on(new ChannelEvent.ForceClose(new RequestId(1), "by hand"));
    assertThat(a.state()).isInstanceOf(Closing.class);
  }
}
