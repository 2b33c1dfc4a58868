package org.boltj.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * Where a store is.
 *
 * @param url of JDBC; may hold a password, so it is in no message
 */
record PostgresServer(String url, String schema) {
  private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  /** In {@code application_name}, so that an operator finds the process. */
  static final String APPLICATION = "boltj process ";

  static PostgresServer of(String url, String schema) throws StoreException {
    PostgresServer server = new PostgresServer(url, schema);
    if (!url.startsWith("jdbc:postgresql:")) {
      throw server.refused("its address does not begin with jdbc:postgresql:", "give such a one");
    }
    if (!SCHEMA.matcher(schema).matches()) {
      throw server.refused(
          "its schema \"" + schema + "\" is not a name of small letters, digits and _",
          "give another name");
    }
    return server;
  }

  /**
   * A session whose tables are those of the schema. What the address says goes before our values.
   */
  Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", APPLICATION + ProcessHandle.current().pid());
    properties.setProperty("connectTimeout", "10");
    // A server that does not answer stops the node, instead of keeping it waiting for ever.
    properties.setProperty("socketTimeout", "60");
    properties.setProperty("tcpKeepAlive", "true");
    // Details of errors hold the values of rows.
    properties.setProperty("logServerErrorDetail", "false");
    Connection connection = DriverManager.getConnection(url, properties);
    boolean connected = false;
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET search_path TO " + schema);
      connected = true;
      return connection;
    } finally {
      if (!connected) {
        connection.close();
      }
    }
  }

  /** An error that names the store, the problem and the remedy. */
  StoreException refused(String problem, String remedy) {
    return new StoreException("%s cannot be used: %s; %s".formatted(this, problem, remedy));
  }

  StoreException refused(String problem, String remedy, SQLException cause) {
    return new StoreException("%s cannot be used: %s; %s".formatted(this, problem, remedy), cause);
  }

  /** Without user, password and options. */
  @Override
  public String toString() {
    String address = url.replaceFirst("[?].*", "").replaceFirst("//[^/]*@", "//");
    return "the node's database " + address + ", schema " + schema + ",";
  }
}
