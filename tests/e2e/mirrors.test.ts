import { type Browser, expect, type Page, test } from '@playwright/test'
import type { Fault, FaultyMirror } from './faulty-mirror.ts'
import { drift, hear, heardSoFar, listenTo, longestStall } from './hearing.ts'
import { type MirroredEvening, openMirroredEvening } from './mirrored-evening.ts'
import { ready } from './shell-world.ts'

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

/**
 * The link is well known: one listens about 10 s behind live, so that little voice is in hand when a mirror fails. Strangers start a minute behind, which
 * would cover for any failover.
 */
const knownLink = (): void => {
  const { type, effectiveType } =
    (navigator as { connection?: { type?: string; effectiveType?: string } }).connection ?? {}
  const kind = type && type !== 'unknown' ? type : (effectiveType ?? 'any')
  const link = { seen: 4, feared: 4, kbps: 4000, at: Date.now() }
  localStorage.setItem('sada-watch-link', JSON.stringify({ [kind]: link }))
}

const open = async (browser: Browser): Promise<Page> => {
  const page = await (await browser.newContext()).newPage()
  await page.addInitScript(knownLink)
  // The mirrors are named by the edition: it is here before one listens.
  await page.goto(evening.address)
  await expect(ready(page)).toBeVisible({ timeout: 90_000 })
  await page.goto(`${evening.address}/watch`)
  const player = page.locator('.watch')
  await expect(player).toHaveAttribute('data-rung', /video|voice/, { timeout: 60_000 })
  await expect(player).toHaveAttribute('data-playing', 'true')
  await page.evaluate(() => {
    // With what stood in the buffers then: a wait that should not be has to say why.
    const waits: string[] = []
    Object.assign(window, { waits })
    const media = document.querySelector('video')
    const note = ({ type }: Event) => {
      if (!media) return
      const { buffered, currentTime, readyState } = media
      const ranges = Array.from({ length: buffered.length }, (_, at) =>
        [buffered.start(at), buffered.end(at)].map((time) => (time - currentTime).toFixed(2)).join('..'),
      )
      waits.push(`${type} at ${performance.now().toFixed(0)}: ${ranges.join(' ')}, ready ${readyState}`)
    }
    media?.addEventListener('waiting', note)
    media?.addEventListener('seeking', note)
  })
  await listenTo(page)
  return page
}
/** Who was asked for the voice last. */
const inUse = (): FaultyMirror => {
  const [most] = [...evening.mirrors].sort((a, b) => lately(b) - lately(a))
  return most as FaultyMirror
}
const lately = ({ asked }: FaultyMirror): number =>
  asked.slice(-50).filter(({ path }) => path.includes('voice')).length

/** More than the distance to live one starts at, so all that is heard at the end came after the fault, seconds. */
const beyondTheBuffer = 26

const listen = async (page: Page, fault: Fault, meanwhile = async () => {}) => {
  await hear(page, 4)
  const behind = await page.locator('.watch').getAttribute('data-behind')
  const before = evening.mirrors.map(({ asked }) => asked.length)
  const [usual] = evening.mirrors
  await usual?.become(fault)
  await meanwhile()
  await hear(page, beyondTheBuffer)
  const heard = await heardSoFar(page)
  const waits = await page.evaluate(() => (window as unknown as { waits: string[] }).waits)
  const others = evening.mirrors.slice(1).flatMap(({ asked }, at) => asked.slice(before[at + 1]))
  console.log(
    `${fault}: behind ${behind} s, longest stall ${longestStall(heard).toFixed(0)} ms, waits ${waits.length}, drift ${drift(heard).toFixed(0)} ms, ` +
      `others asked ${others.length} times, ${others.filter(({ range }) => range !== '').length} of them by Range`,
  )
  // The element never ran dry nor sought, and programme time kept its pace: nothing skipped, nothing heard twice.
  expect(waits).toEqual([])
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
