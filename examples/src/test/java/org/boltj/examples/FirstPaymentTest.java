package org.boltj.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.boltj.base.MilliSatoshi;
import org.boltj.node.PaymentResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The first example does what the README says. */
class FirstPaymentTest {
  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void two_nodes_pay_and_close() throws Exception {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    PaymentResult payment = PayOnRegtest.run(new PrintStream(output, true, StandardCharsets.UTF_8));
    assertThat(payment.amount()).isEqualTo(MilliSatoshi.ofSat(25_000));
    assertThat(payment.fee()).isEqualTo(MilliSatoshi.ZERO);
    assertThat(output.toString(StandardCharsets.UTF_8)).startsWith("paid 25000 sat");
  }
}
