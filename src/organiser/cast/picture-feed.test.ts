import { Writable } from 'node:stream'
import { expect, it } from 'vitest'
import { concat } from '../../shared/bytes.ts'
import { createPictureFeed } from './picture-feed.ts'

const head = Uint8Array.of(0x1a, 0x45, 0xdf, 0xa3, 0x81, 7)
const cluster = (mark: number, key: boolean) =>
  Uint8Array.of(0x1f, 0x43, 0xb6, 0x75, 0x87, 0xa3, 0x85, 0x81, 0, 0, key ? 0x80 : 0, mark)

/** An encoder that takes one write and then nothing until it is told to. */
const slow = () => {
  const taken: Uint8Array[] = []
  let go: (() => void) | null = null
  const stdin = new Writable({
    highWaterMark: 1,
    write(chunk, _, done) {
      taken.push(new Uint8Array(chunk))
      go = done
    },
  })
  return {
    stdin,
    marks: () => taken.map((bytes) => bytes.at(-1)),
    async run() {
      for (let k = 0; k < 40; k++) {
        const next = go
        go = null
        next?.()
        await new Promise((resolve) => setImmediate(resolve))
      }
    },
  }
}

it('leaves pictures out that waited too long, and goes on with a key frame', async () => {
  let now = 0
  const feed = createPictureFeed(6000, () => now)
  const encoder = slow()
  feed.to(encoder.stdin)
  feed.push(concat(head, cluster(1, true), cluster(2, false), cluster(3, false)))
  now = 6001
  expect(feed.waited).toBe(6001)
  feed.push(concat(cluster(4, false), cluster(5, false), cluster(6, true), cluster(8, false)))
  expect([feed.skips, feed.waited]).toEqual([1, 0])
  await encoder.run()
  expect(encoder.marks()).toEqual([7, 1, 6, 8])
})
it('gives a new encoder the head and begins at a key frame', async () => {
  const feed = createPictureFeed(6000)
  const [first, second] = [slow(), slow()]
  feed.to(first.stdin)
  feed.push(concat(head, cluster(1, true)))
  feed.to(second.stdin)
  feed.push(concat(cluster(2, false), cluster(3, true), cluster(4, false)))
  feed.end()
  await second.run()
  expect(second.marks()).toEqual([7, 3, 4])
  expect(second.stdin.writableEnded).toBe(true)
})
it('says nothing and hands on nothing when the stream is none', () => {
  const feed = createPictureFeed(6000)
  feed.push(new Uint8Array(50).fill(1))
  feed.push(cluster(1, true))
  expect(feed.waited).toBe(0)
})
