package org.boltj.sim.world;

/** Is told how far a long run has come. */
public interface Progress {
  /** Tells nobody. */
  Progress NONE = (phase, done, total) -> {};

  /**
   * @param phase what is being done, in few words
   * @param total 0 when it is not known
   */
  void at(String phase, long done, long total);
}
