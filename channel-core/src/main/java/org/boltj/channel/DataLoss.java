package org.boltj.channel;

import org.boltj.base.ChannelId;
import org.boltj.message.ErrorMessage;
import org.boltj.updates.Commitments;

/**
 * The peer has proven that its state is newer than ours: publishing our commitment would lose all.
 * We wait for the peer to close.
 *
 * @param error asks the peer to close, at every connection
 */
public record DataLoss(Commitments commitments, ErrorMessage error) implements PersistentState {
  private static final String PLEASE_CLOSE = "our state is outdated, please close the channel";

  /** What the peer is told by whom our own commitment may be old. */
  public static ErrorMessage pleaseClose(ChannelId channelId) {
    return ErrorMessage.of(channelId, PLEASE_CLOSE);
  }

  /** Whether that is what the peer is told: nothing of ours may be published then. */
  static boolean asksToClose(ErrorMessage error) {
    return error.text().equals(PLEASE_CLOSE);
  }
}
