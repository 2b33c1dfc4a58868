package org.boltj.examples;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The order of the rooms, and which room may use which library. */
@AnalyzeClasses(packages = "org.boltj", importOptions = ArchitectureTest.NoTests.class)
class ArchitectureTest {

  /**
   * Module, common start of its package names, packages. A package may use itself, its own
   * sub-packages and every package before it: this is also the order in which to read the code.
   */
  private static final List<Room> ORDER =
      rooms(
          """
          htlc           org.boltj.        base codec crypto tx keys commitment sign onion
          gossip         org.boltj.gossip. message graph snapshot sync scoring path
          channel-core   org.boltj.        message transport invoice updates onchain channel backup payment port store peer node
          wallet-adapter org.boltj.wallet. funds follow regtest bitcoind bitcoinj
          simulator      org.boltj.sim.    world fault workload invariant report
          examples       org.boltj.        examples
          """);

  @ArchTest
  static final ArchRule every_package_is_in_the_order_and_in_its_module =
      classes().should(liveInTheirModule());

  @ArchTest
  static final ArchRule packages_use_only_packages_before_them =
      classes().should(useOnlyRoomsBefore());

  @ArchTest
  static final ArchRule packages_are_free_of_cycles =
      slices().matching("org.boltj.(**)").should().beFreeOfCycles().allowEmptyShould(true);

  @ArchTest
  static final ArchRule netty_is_for_transport = only("org.boltj.transport..").mayUse("io.netty..");

  @ArchTest
  static final ArchRule bitcoinj_is_for_tx_and_wallet =
      only("org.boltj.tx..", "org.boltj.wallet..").mayUse("org.bitcoinj..");

  @ArchTest
  static final ArchRule bitcoinj_network_and_wallet_are_for_wallet =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.boltj.wallet..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "org.bitcoinj.wallet..",
                      "org.bitcoinj.net..",
                      "org.bitcoinj.kits..",
                      "org.bitcoinj.store..")
                  .or(
                      resideInAPackage("org.bitcoinj.core..")
                          .and(
                              nameMatching(
                                  ".*\\.(Peer.*|.*BlockChain|.*Message|TransactionBroadcast.*|BitcoinSerializer|MessageSerializer)"))))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule crypto_libraries_are_for_crypto =
      only("org.boltj.crypto..").mayUse("org.bouncycastle..", "fr.acinq.secp256k1..");

  @ArchTest
  static final ArchRule kotlin_is_for_wallet =
      only("org.boltj.wallet..").mayUse("fr.acinq.bitcoin..", "kotlin..");

  /** A package with its sub-packages, its module, and its place in the order. */
  private record Room(int place, String module, String packageName) {
    boolean holds(JavaClass type) {
      return (type.getPackageName() + ".").startsWith(packageName + ".");
    }
  }

  private static List<Room> rooms(String order) {
    List<String[]> names =
        order
            .lines()
            .map(line -> line.split("\\s+"))
            .flatMap(
                words ->
                    Stream.of(words).skip(2).map(name -> new String[] {words[0], words[1] + name}))
            .toList();
    return Stream.iterate(0, place -> place + 1)
        .limit(names.size())
        .map(place -> new Room(place, names.get(place)[0], names.get(place)[1]))
        .toList();
  }

  private static Optional<Room> roomOf(JavaClass type) {
    return ORDER.stream().filter(room -> room.holds(type)).findFirst();
  }

  private static ArchCondition<JavaClass> liveInTheirModule() {
    return new ArchCondition<>("be in a package of the order, in the module of that package") {
      private final Pattern module = Pattern.compile(".*/(?:boltj-)?([a-z-]+)(?:/target/|-\\d).*");

      @Override
      public void check(JavaClass type, ConditionEvents events) {
        Matcher found = module.matcher(type.getSource().orElseThrow().getUri().toString());
        String home = found.matches() ? found.group(1) : "unknown";
        boolean fine = roomOf(type).filter(room -> room.module().equals(home)).isPresent();
        events.add(
            new SimpleConditionEvent(
                type,
                fine,
                type.getName()
                    + " in module "
                    + home
                    + ": the order says "
                    + roomOf(type).map(Room::toString).orElse("nothing of this package")));
      }
    };
  }

  private static ArchCondition<JavaClass> useOnlyRoomsBefore() {
    return new ArchCondition<>("use only packages before their own") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        int here = roomOf(type).map(Room::place).orElse(Integer.MAX_VALUE);
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          JavaClass target = dependency.getTargetClass().getBaseComponentType();
          int there = roomOf(target).map(Room::place).orElse(-1);
          events.add(new SimpleConditionEvent(type, there <= here, dependency.getDescription()));
        }
      }
    };
  }

  private static Users only(String... packages) {
    return libraries ->
        noClasses()
            .that()
            .resideOutsideOfPackages(packages)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(libraries)
            .allowEmptyShould(true);
  }

  private interface Users {
    ArchRule mayUse(String... libraries);
  }

  static final class NoTests implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/");
    }
  }
}
