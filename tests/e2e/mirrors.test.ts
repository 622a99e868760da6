import { type Browser, expect, type Page, test } from '@playwright/test'
import type { Fault, FaultyMirror } from './faulty-mirror.ts'
import { drift, hear, heardSoFar, longestStall } from './hearing.ts'
import { type MirroredEvening, openMirroredEvening } from './mirrored-evening.ts'
import { openNearLive, waitsOf } from './near-live.ts'

/** Mirrors of the broadcast that fail while one listens: the voice goes on from the buffer there is, and from another one. */
let evening: MirroredEvening

test.beforeAll(async () => {
  evening = await openMirroredEvening(3)
})
test.afterAll(() => evening.remove())
test.afterEach(async () => {
  for (const mirror of evening.mirrors) {
    await mirror.become(null)
    // What one test asked says nothing of the next one's mirrors.
    mirror.asked.length = 0
  }
})

const open = (browser: Browser): Promise<Page> => openNearLive(browser, evening.address)
/** Who has brought the voice last. */
const inUse = (): FaultyMirror => {
  const [most] = [...evening.mirrors].sort((a, b) => lately(b) - lately(a))
  return most as FaultyMirror
}
const lately = ({ asked }: FaultyMirror): number =>
  asked.slice(-50).filter(({ path, status }) => path.includes('voice') && status > 0).length

/** More than the distance to live one starts at, so all that is heard at the end came after the fault, seconds. */
const beyondTheBuffer = 26

const listen = async (page: Page, fault: Fault, meanwhile = async () => {}) => {
  await hear(page, 4)
  const behind = await page.locator('.watch').getAttribute('data-behind')
  const before = evening.mirrors.map(({ asked }) => asked.length)
  const [usual] = evening.mirrors
  // Slowness tells in the middle of a piece of voice; whichever file met it first would else be what is gone on with.
  if (fault === 'trickle') usual?.becomeAt(/voice-low\/s\d/, fault)
  else await usual?.become(fault)
  await meanwhile()
  await hear(page, beyondTheBuffer)
  const heard = await heardSoFar(page)
  const waits = await waitsOf(page)
  const others = evening.mirrors.slice(1).flatMap(({ asked }, at) => asked.slice(before[at + 1]))
  console.log(
    `${fault}: behind ${behind} s, longest stall ${longestStall(heard).toFixed(0)} ms, waits ${waits.length}, drift ${drift(heard).toFixed(0)} ms, ` +
      `others asked ${others.length} times, ${others.filter(({ range }) => range !== '').length} of them by Range`,
  )
  // The element never ran dry nor sought, and programme time kept its pace: nothing skipped, nothing heard twice.
  expect(waits).toEqual([])
  expect(longestStall(heard)).toBeLessThan(500)
  expect(drift(heard)).toBeLessThan(300)
  expect(others.filter(({ path }) => /voice-low\/s\d/.test(path)).length).toBeGreaterThan(2)
  return others
}

for (const fault of ['refused', 'silent', 'frozen', 'portal', 'wrong', 'missing', 'broken'] as const)
  test(`one that is ${fault} is left, and nobody hears it`, async ({ browser }) => {
    const page = await open(browser)
    await listen(page, fault)
    await page.context().close()
  })

test('one that trickles is left in mid-segment: another goes on from the byte reached', async ({
  browser,
}) => {
  const page = await open(browser)
  const others = await listen(page, 'trickle')
  const continued = others.filter(({ range, status }) => /^bytes=[1-9]\d*-$/.test(range) && status === 206)
  expect(continued.map(({ path }) => path)).toContainEqual(expect.stringMatching(/voice-low\/s\d+\.m4s$/))
  await page.context().close()
})

test('the broadcast is reached where only the last of the mirrors works', async ({ browser }) => {
  const [first, second] = evening.mirrors
  await first?.become('silent')
  await second?.become('portal')
  const page = await open(browser)
  await hear(page, 5)
  expect(inUse()).toBe(evening.mirrors[2])
  await page.context().close()
})
