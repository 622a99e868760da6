import type { LinkStatus } from '../shared/status.ts'
import { createStore, type ReadStore } from '../shared/store.ts'

/** Below this a voice rendition does not fit (16-24 kbit/s and its overhead), kbit/s. */
const voiceKbps = 32

const store = createStore<LinkStatus>({ reach: 'unknown', since: 0, heard: 0, kbps: 0 })

/** The link as this page's own requests found it. */
export const linkStatus: ReadStore<LinkStatus> = store

const become = (reach: LinkStatus['reach'], more?: Partial<LinkStatus>): void =>
  store.set((now) => ({ ...now, ...more, reach, since: now.reach === reach ? now.since : Date.now() }))

/** `bytes` came over the link in `ms`, by all requests together; too few say nothing about speed, only that there was an answer. */
export const reportSuccess = (bytes: number, ms: number): void => {
  const { reach, kbps: before } = store.get()
  const small = bytes < 4096
  const kbps = small ? before : (bytes * 8) / Math.max(1, ms)
  const slow = small ? reach === 'slow' : kbps < voiceKbps
  become(slow ? 'slow' : 'up', { heard: Date.now(), kbps })
}

/** A request got no answer from any mirror. */
export const reportFailure = (): void => become('down')
