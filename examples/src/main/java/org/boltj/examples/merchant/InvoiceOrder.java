package org.boltj.examples.merchant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Set;
import org.boltj.base.MilliSatoshi;

/**
 * What a shop asks for: the body of {@code POST /invoices}.
 *
 * @param amount 1 msat to 10 bitcoin
 * @param description at most 639 bytes of UTF-8, the most that a BOLT 11 invoice can hold
 */
record InvoiceOrder(MilliSatoshi amount, String description) {
  private static final long MAX_SAT = 1_000_000_000;
  private static final int MAX_DESCRIPTION_BYTES = 639;
  private static final Set<String> FIELDS = Set.of("amount_sat", "amount_msat", "description");

  /** Reads the fields, of which one amount must be there and nothing else but a description may. */
  static InvoiceOrder of(ObjectNode body) throws HttpProblem {
    for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!FIELDS.contains(name)) {
        throw HttpProblem.badRequest("unknown field: " + name);
      }
    }
    if (body.has("amount_sat") == body.has("amount_msat")) {
      throw HttpProblem.badRequest("give either amount_sat or amount_msat");
    }
    MilliSatoshi amount =
        body.has("amount_sat")
            ? MilliSatoshi.ofSat(number(body, "amount_sat", MAX_SAT))
            : MilliSatoshi.of(number(body, "amount_msat", MAX_SAT * 1000));
    return new InvoiceOrder(amount, description(body.path("description")));
  }

  private static long number(ObjectNode body, String field, long max) throws HttpProblem {
    JsonNode value = body.path(field);
    boolean valid = value.isIntegralNumber() && value.canConvertToLong();
    if (!valid || value.longValue() < 1 || value.longValue() > max) {
      throw HttpProblem.badRequest(field + " must be a whole number from 1 to " + max);
    }
    return value.longValue();
  }

  private static String description(JsonNode value) throws HttpProblem {
    if (value.isMissingNode()) {
      return "";
    }
    if (!value.isTextual()
        || value.textValue().getBytes(StandardCharsets.UTF_8).length > MAX_DESCRIPTION_BYTES) {
      throw HttpProblem.badRequest(
          "description must be text of at most " + MAX_DESCRIPTION_BYTES + " bytes");
    }
    return value.textValue();
  }
}
