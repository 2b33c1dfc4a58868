package org.boltj.wallet.bitcoind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.boltj.base.FeeratePerKw;
import org.boltj.peers.BcoinNode;
import org.boltj.port.PublishResult;
import org.boltj.tx.Transaction;
import org.boltj.wallet.bitcoind.FakeBitcoind.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way in which a node does not answer is told apart, with words that help. */
class BitcoinRpcErrorsTest {
  private static final Transaction TX = new Transaction(2, List.of(), List.of(), 0);

  private static BitcoinRpc rpc(URI address) {
    return new BitcoinRpc(
        address, new RpcCredentials.UserPassword("me", "secret"), Duration.ofSeconds(5));
  }

  private static RpcException failure(Answer answer) throws IOException {
    try (FakeBitcoind fake = new FakeBitcoind(request -> answer)) {
      return catchThrowableOfType(
          RpcException.class, () -> rpc(fake.address()).call("getblockcount"));
    }
  }

  private static String error(int code, String message) {
    return "{\"result\":null,\"error\":{\"code\":"
        + code
        + ",\"message\":\""
        + message
        + "\"},\"id\":0}";
  }

  @Test
  void nobodyListens() throws IOException {
    URI address = URI.create("http://127.0.0.1:" + BcoinNode.freePort() + "/");
    RpcException e =
        catchThrowableOfType(RpcException.class, () -> rpc(address).call("getblockcount"));
    assertThat(e.kind()).isEqualTo(RpcException.Kind.UNREACHABLE);
    assertThat(e).hasMessageContaining("is it running").hasMessageContaining(address.toString());
  }

  @Test
  void nobodyAnswersInTime() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      URI address = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/");
      BitcoinRpc rpc =
          new BitcoinRpc(
              address, new RpcCredentials.UserPassword("me", "secret"), Duration.ofMillis(100));
      RpcException e = catchThrowableOfType(RpcException.class, () -> rpc.call("getblockcount"));
      assertThat(e.kind()).isEqualTo(RpcException.Kind.UNREACHABLE);
      assertThat(e).hasMessageContaining("100 ms");
    }
  }

  @Test
  void credentialsAreRefused() throws IOException {
    RpcException e = failure(new Answer(401, ""));
    assertThat(e.kind()).isEqualTo(RpcException.Kind.UNAUTHORIZED);
    assertThat(e).hasMessageContaining("rpcauth").hasMessageNotContaining("secret");
    assertThat(failure(new Answer(403, ""))).hasMessageContaining("rpcallowip");
  }

  @Test
  void theCookieIsReadForEachRequestAndItsAbsenceExplained(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve(".cookie");
    RpcCredentials cookie = new RpcCredentials.CookieFile(file);
    assertThat(catchThrowableOfType(RpcException.class, cookie::authorization))
        .hasMessageContaining("is Bitcoin Core running")
        .hasMessageContaining(file.toString());
    Files.writeString(file, "__cookie__:abc\n");
    assertThat(catchThrowable(cookie::authorization)).isNull();
    assertThat(new RpcCredentials.UserPassword("me", "secret").toString()).doesNotContain("secret");
  }

  @Test
  void theNodeIsStarting() throws IOException {
    RpcException e = failure(new Answer(500, error(-28, "Loading block index...")));
    assertThat(e.kind()).isEqualTo(RpcException.Kind.WARMING_UP);
    assertThat(e).hasMessage("Loading block index...");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>hello</html>", "[]", "{}", "{\"id\":0}", "null", "17"})
  void somethingElseAnswers(String body) throws IOException {
    RpcException e = failure(new Answer(200, body));
    assertThat(e.kind()).isEqualTo(RpcException.Kind.MALFORMED);
    assertThat(e).hasMessageContaining("does not answer like Bitcoin Core");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "txn-already-in-mempool",
        "txn-already-known",
        "Transaction already in block chain",
        "Transaction outputs already in utxo set"
      })
  void whatIsKnownAlreadyIsSuccess(String reason) throws IOException {
    assertThat(publish(new Answer(500, error(-26, reason))))
        .isEqualTo(new PublishResult.AlreadyKnown());
  }

  @Test
  void aRefusalIsNotAnOutage() throws IOException {
    assertThat(publish(new Answer(500, error(-26, "min relay fee not met, 1 < 110"))))
        .isEqualTo(new PublishResult.Rejected("min relay fee not met, 1 < 110"));
    assertThat(publish(new Answer(500, error(-28, "Verifying blocks..."))))
        .isEqualTo(new PublishResult.Unavailable("Verifying blocks..."));
    assertThat(publish(new Answer(503, ""))).isInstanceOf(PublishResult.Unavailable.class);
  }

  private static PublishResult publish(Answer answer) throws IOException {
    try (FakeBitcoind fake = new FakeBitcoind(request -> answer)) {
      return new Broadcaster(rpc(fake.address())).publish(List.of(TX));
    }
  }

  @Test
  void aPackageIsSubmittedWhenItsParentPaysTooLittle() throws IOException {
    try (FakeBitcoind fake =
        new FakeBitcoind(
            request ->
                request.contains("submitpackage")
                    ? new Answer(
                        200,
                        "{\"result\":{\"package_msg\":\"success\",\"tx-results\":{}},\"id\":0}")
                    : new Answer(500, error(-26, "min relay fee not met")))) {
      assertThat(new Broadcaster(rpc(fake.address())).publish(List.of(TX, TX)))
          .isEqualTo(new PublishResult.Accepted());
    }
  }

  @Test
  void feeratesFallBackAreClampedAndRoundUp() throws Exception {
    FeeratePerKw fallback = new FeeratePerKw(2500);
    FeeratePerKw maximum = new FeeratePerKw(100_000);
    String none = "{\"errors\":[\"Insufficient data\"],\"blocks\":6}";
    String[] answers = {none, none, none, none, none};
    try (FakeBitcoind fake = new FakeBitcoind(request -> fees(request, answers))) {
      BitcoindFees fees = new BitcoindFees(rpc(fake.address()), fallback, maximum);
      assertThat(fees.feerate(6)).isEqualTo(fallback);
      fees.refresh();
      assertThat(fees.feerate(6)).isEqualTo(fallback);
      answers[0] = "{\"feerate\":9.99,\"blocks\":2}";
      answers[1] = "{\"feerate\":0.00010001,\"blocks\":6}";
      answers[2] = "{\"feerate\":0.00000100,\"blocks\":12}";
      answers[3] = "{\"fee\":-1,\"feerate\":-1,\"blocks\":144}";
      fees.refresh();
      assertThat(fees.feerate(1)).isEqualTo(maximum);
      assertThat(fees.feerate(2)).isEqualTo(maximum);
      assertThat(fees.feerate(11)).isEqualTo(new FeeratePerKw(2501));
      assertThat(fees.feerate(500)).isEqualTo(new FeeratePerKw(500));
      answers[1] = none;
      fees.refresh();
      assertThat(fees.feerate(6)).isEqualTo(new FeeratePerKw(2501));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "-1E999999999",
        "null",
        "\"NaN\"",
        "\"0.1\"",
        "true",
        "{}",
        "[]",
        "1E-400"
      })
  void whatIsNoFeerateLeavesTheFallback(String feerate) throws Exception {
    assertThat(feeratesOf(feerate).feerate(6)).isIn(new FeeratePerKw(2500), new FeeratePerKw(500));
  }

  @ParameterizedTest
  @ValueSource(strings = {"21000001", "1E300", "1E999999999", "99999999999999999999999999.5"})
  void enormousFeeratesBecomeTheMaximum(String feerate) throws Exception {
    assertThat(feeratesOf(feerate).feerate(6)).isEqualTo(new FeeratePerKw(100_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "01", "", "1e9999999999999"})
  void whatIsNoNumberAtAllIsMalformed(String feerate) {
    assertThat(catchThrowable(() -> feeratesOf(feerate))).isInstanceOf(RpcException.class);
  }

  @Test
  void absurdMinimumOfTheMempoolIsBoundedToo() throws Exception {
    try (FakeBitcoind fake =
        new FakeBitcoind(
            request ->
                request.contains("getmempoolinfo")
                    ? new Answer(200, "{\"result\":{\"mempoolminfee\":20999999.9},\"id\":0}")
                    : fees(request, new String[] {"{}", "{}", "{}", "{}", "{}"}))) {
      BitcoindFees fees =
          new BitcoindFees(rpc(fake.address()), new FeeratePerKw(2500), new FeeratePerKw(100_000));
      fees.refresh();
      assertThat(fees.feerate(6)).isEqualTo(new FeeratePerKw(100_000));
    }
  }

  private static BitcoindFees feeratesOf(String feerate) throws IOException, RpcException {
    String estimate = "{\"feerate\":" + feerate + ",\"blocks\":6}";
    String[] answers = {estimate, estimate, estimate, estimate, estimate};
    try (FakeBitcoind fake = new FakeBitcoind(request -> fees(request, answers))) {
      BitcoindFees fees =
          new BitcoindFees(rpc(fake.address()), new FeeratePerKw(2500), new FeeratePerKw(100_000));
      fees.refresh();
      return fees;
    }
  }

  /** A mempool that is full up to 2 sat per virtual byte, and the estimates. */
  private static Answer fees(String request, String[] estimates) {
    if (request.contains("getmempoolinfo")) {
      return new Answer(200, "{\"result\":{\"mempoolminfee\":0.00002000},\"id\":0}");
    }
    StringBuilder body = new StringBuilder("[");
    for (int i = 0; i < estimates.length; i++) {
      body.append(i == 0 ? "" : ",").append("{\"id\":").append(i);
      body.append(",\"error\":null,\"result\":").append(estimates[i]).append("}");
    }
    return new Answer(200, body.append("]").toString());
  }
}
