package org.boltj.sim.report;

import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What the command lines of this package have in common. */
final class CommandLines {
  private CommandLines() {}

  /** A command that is told what is wrong in one line, rather than by a page of all options. */
  static CommandLine of(Object command) {
    return new CommandLine(command).setParameterExceptionHandler(CommandLines::explain);
  }

  private static int explain(ParameterException wrong, String[] arguments) {
    PrintWriter errors = wrong.getCommandLine().getErr();
    errors.println(wrong.getMessage());
    errors.println("Try '" + wrong.getCommandLine().getCommandName() + " --help'.");
    return CommandLine.ExitCode.USAGE;
  }

  /** The version that the build wrote into the manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      Optional<String> built =
          Optional.ofNullable(CommandLines.class.getPackage().getImplementationVersion());
      return new String[] {"boltj simulator " + built.orElse("(from source)")};
    }
  }
}
