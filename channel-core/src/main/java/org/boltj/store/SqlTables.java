package org.boltj.store;

/** All tables of one database. */
final class SqlTables {
  final Statements statements;
  final RecordSeal seal;
  final ChannelTables channels;
  final RecordTable invoices;
  final PaymentTable payments;
  final RecordTable peers;
  final PeerStorageTable peerStorage;
  final RecordTable trail;
  final RecordTable meta;
  final GossipTables gossip;

  SqlTables(Statements statements, RecordSeal seal) {
    this.statements = statements;
    this.seal = seal;
    this.channels = new ChannelTables(statements, seal);
    this.invoices = new RecordTable(statements, seal, "invoice");
    this.payments = new PaymentTable(statements, seal);
    this.peers = new RecordTable(statements, seal, "peer");
    this.peerStorage = new PeerStorageTable(statements, seal);
    this.trail = new RecordTable(statements, seal, "chain_trail");
    this.meta = new RecordTable(statements, seal, "meta");
    this.gossip = new GossipTables(statements);
  }
}
