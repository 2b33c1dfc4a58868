package org.boltj.store;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.CltvExpiry;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.Features;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.OutPoint;
import org.boltj.base.PaymentHash;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.PaymentSecret;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.base.Signature;
import org.boltj.base.TxId;
import org.boltj.commitment.CommitmentFormat;
import org.boltj.crypto.Secp256k1;
import org.boltj.keys.CommitmentNumber;
import org.boltj.keys.PerCommitmentSecrets;
import org.boltj.keys.ReceivedSecrets;
import org.boltj.onion.SharedSecret;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.tx.TxOutput;
import org.boltj.updates.ChannelParams;
import org.boltj.updates.PaymentId;

/**
 * Records with random content. Components are found by reflection, so that one that is new is in
 * the tests of the formats at once.
 */
final class RandomRecords {
  private static final Map<Class<?>, Integer> SIZES =
      Map.of(
          BlockHash.class, 32,
          ChannelId.class, 32,
          PaymentHash.class, 32,
          PaymentId.class, 32,
          PaymentPreimage.class, 32,
          PaymentSecret.class, 32,
          SharedSecret.class, 32,
          Signature.class, 64,
          TxId.class, 32);

  private static final List<PublicKey> KEYS =
      Stream.of("01", "02", "03", "04", "05")
          .map(end -> PrivateKey.fromHex("11".repeat(31) + end))
          .map(key -> Secp256k1.get().publicKey(key))
          .toList();

  private final Random random;

  RandomRecords(long seed) {
    random = new Random(seed);
  }

  <T> T draw(Class<T> type) {
    return type.cast(drawType(type));
  }

  private Object drawType(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type element = generic.getActualTypeArguments()[0];
      return generic.getRawType() == Optional.class
          ? (random.nextBoolean() ? Optional.empty() : Optional.of(drawType(element)))
          : drawList(element);
    }
    return drawClass((Class<?>) type);
  }

  private List<Object> drawList(Type element) {
    List<Object> list = new ArrayList<>();
    // Never empty, because a route is not; some records are empty otherwise.
    for (int left = 1 + random.nextInt(3); left > 0; left--) {
      list.add(drawType(element));
    }
    return list;
  }

  private Object drawClass(Class<?> type) {
    Object special = drawSpecial(type);
    if (special != null) {
      return special;
    }
    if (type.isEnum()) {
      return pick(Arrays.asList(type.getEnumConstants()));
    }
    if (type.isInterface()) {
      return drawClass(pick(Arrays.asList(type.getPermittedSubclasses())));
    }
    return type == ChannelParams.class ? drawParams() : drawRecord(type);
  }

  /** What has bounds of its own. */
  private Object drawSpecial(Class<?> type) {
    if (SIZES.containsKey(type)) {
      return construct(type, new Class<?>[] {Bytes.class}, bytes(SIZES.get(type)));
    }
    return switch (type.getSimpleName()) {
      case "boolean" -> random.nextBoolean();
      case "int" -> random.nextInt(Integer.MAX_VALUE);
      case "long", "Long" -> random.nextLong(Long.MAX_VALUE);
      case "String" -> "text \u20bf " + random.nextInt();
      case "OptionalInt" ->
          random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(900_000));
      case "Bytes" -> bytes(random.nextInt(100));
      case "PublicKey" -> pick(KEYS);
      case "Features" -> Features.decode(bytes(random.nextInt(8)));
      case "CltvExpiry" -> new CltvExpiry(uint32());
      case "CltvExpiryDelta" -> new CltvExpiryDelta(random.nextInt(0x10000));
      case "FeeratePerKw" -> new FeeratePerKw(uint32());
      case "OutPoint" -> new OutPoint(draw(TxId.class), uint32());
      case "Satoshi" -> Satoshi.of(random.nextLong(Satoshi.MAX_MONEY.sat() + 1));
      case "Transaction" -> transaction();
      case "ReceivedSecrets" -> secrets(random.nextInt(100));
      case "ChainTrail" -> trail();
      default -> null;
    };
  }

  private Object drawRecord(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = Arrays.stream(components).map(this::drawComponent).toArray();
    return construct(
        type,
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new),
        values);
  }

  private Object drawComponent(RecordComponent component) {
    // The one component that belongs to a connection and is not stored.
    boolean stored = !component.getName().equals("announcementSent");
    return stored ? drawType(component.getGenericType()) : false;
  }

  /** The format follows from the channel type, and is not stored. */
  private Object drawParams() {
    CommitmentFormat format = pick(CommitmentFormat.ALL);
    RecordComponent[] components = ChannelParams.class.getRecordComponents();
    Object[] values =
        Arrays.stream(components)
            .map(
                c ->
                    switch (c.getName()) {
                      case "channelType" -> format.channelType();
                      case "format" -> format;
                      default -> drawType(c.getGenericType());
                    })
            .toArray();
    return construct(
        ChannelParams.class,
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new),
        values);
  }

  private Transaction transaction() {
    List<Bytes> witness = random.nextBoolean() ? List.of() : List.of(bytes(71), bytes(33));
    return new Transaction(
        2,
        List.of(new TxInput(draw(OutPoint.class), uint32(), witness, Bytes.EMPTY)),
        List.of(draw(TxOutput.class), new TxOutput(draw(Satoshi.class), bytes(34))),
        uint32());
  }

  /** What a channel knows after that many revocations. */
  ReceivedSecrets secrets(int revocations) {
    PerCommitmentSecrets peer = new PerCommitmentSecrets(bytes(32));
    ReceivedSecrets received = ReceivedSecrets.EMPTY;
    for (int i = 0; i < revocations; i++) {
      long index = CommitmentNumber.MAX - i;
      received = received.insert(index, peer.secretAt(index)).orElseThrow();
    }
    return received;
  }

  private ChainTrail trail() {
    ChainTrail trail = ChainTrail.EMPTY;
    int from = random.nextInt(800_000);
    for (int height = from; height < from + random.nextInt(200); height++) {
      trail = trail.connect(height, draw(BlockHash.class));
    }
    return trail;
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private long uint32() {
    return random.nextLong(1L << 32);
  }

  Bytes bytes(int size) {
    byte[] array = new byte[size];
    random.nextBytes(array);
    return Bytes.wrap(array);
  }

  private static Object construct(Class<?> type, Class<?>[] types, Object... values) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("cannot draw a " + type, e);
    }
  }
}
