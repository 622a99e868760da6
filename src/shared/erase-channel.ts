/** Name of the channel on which a tab says that it erases everything, and that all others must leave; the message is that tab's `performance.timeOrigin`. */
export const eraseChannel = 'sada-erase'
