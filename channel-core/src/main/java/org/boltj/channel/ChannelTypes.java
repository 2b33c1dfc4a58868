package org.boltj.channel;

import java.util.List;
import java.util.Optional;
import org.boltj.base.Feature;
import org.boltj.base.Features;
import org.boltj.commitment.CommitmentFormat;

/** The channel types of BOLT 2, "Defined Channel Types". */
public final class ChannelTypes {
  private ChannelTypes() {}

  /**
   * The best type that both sides support: anchors before static_remotekey.
   *
   * @param scidAlias whether the channel shall be known by its alias only; not for announced
   *     channels
   * @param zeroConf whether it shall be usable before its funding confirms
   */
  public static Optional<Features> choose(
      Features local, Features remote, boolean scidAlias, boolean zeroConf) {
    for (CommitmentFormat format : CommitmentFormat.ALL) {
      Features type = format.channelType();
      if (scidAlias) {
        type = type.or(Features.required(Feature.OPTION_SCID_ALIAS));
      }
      if (zeroConf) {
        type = type.or(Features.required(Feature.OPTION_ZEROCONF));
      }
      if (isNegotiated(type, local, remote)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** Whether both sides advertised all features of the type. */
  static boolean isNegotiated(Features type, Features local, Features remote) {
    return List.of(
            Feature.OPTION_STATIC_REMOTEKEY,
            Feature.OPTION_ANCHORS,
            Feature.OPTION_SCID_ALIAS,
            Feature.OPTION_ZEROCONF)
        .stream()
        .filter(type::supports)
        .allMatch(feature -> local.supports(feature) && remote.supports(feature));
  }
}
