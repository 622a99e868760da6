/** Tells the other tabs and the worker that the outbox has changed, and hears it from them. */
export interface ChangeChannel {
  tell(): void
  close(): void
}

export const openChannel = (heard: () => void): ChangeChannel => {
  if (typeof BroadcastChannel === 'undefined') return { tell: () => {}, close: () => {} }
  const channel = new BroadcastChannel('sada-outbox')
  channel.addEventListener('message', heard)
  return { tell: () => channel.postMessage('changed'), close: () => channel.close() }
}
