package org.boltj.wallet.bitcoind;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.boltj.peers.BcoinNode;
import org.boltj.wallet.contract.Backend;
import org.boltj.wallet.contract.ChainSourceContract;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;

/**
 * The JSON-RPC source keeps the contract of sources, over Bitcoin Core itself. Runs where the
 * environment variable BOLTJ_BITCOIND names the program {@code bitcoind}.
 */
class BitcoinCoreContractTest extends ChainSourceContract {
  @TempDir private Path dataFolder;

  @Override
  protected Backend backend() throws Exception {
    String program = System.getenv("BOLTJ_BITCOIND");
    Assumptions.assumeTrue(
        program != null, "SKIPPED: BOLTJ_BITCOIND does not name a bitcoind to test against");
    int rpcPort = BcoinNode.freePort();
    Process process =
        new ProcessBuilder(
                program,
                "-regtest",
                "-server",
                "-listen=0",
                "-datadir=" + dataFolder,
                "-rpcport=" + rpcPort)
            .redirectErrorStream(true)
            .redirectOutput(dataFolder.resolve("stdout.log").toFile())
            .start();
    URI address = URI.create("http://127.0.0.1:" + rpcPort + "/");
    RpcCredentials cookie =
        new RpcCredentials.CookieFile(dataFolder.resolve("regtest").resolve(".cookie"));
    awaitAnswer(new BitcoinRpc(address, cookie, Duration.ofSeconds(5)), process);
    return new RpcBackend(address, cookie, () -> stop(process));
  }

  private void awaitAnswer(BitcoinRpc rpc, Process process) throws Exception {
    while (true) {
      try {
        rpc.call("getblockcount");
        return;
      } catch (RpcException notYet) {
        if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
          throw new IOException(Files.readString(dataFolder.resolve("stdout.log")), notYet);
        }
      }
    }
  }

  private static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
