import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, expect, type Locator, type Page, test } from '@playwright/test'
import { chromiumArgs, findChromium } from '../chromium.ts'
import { createEveningServer, type EveningServer } from './evening-server.ts'
import { arrive, frozenBytes, giveOnce, saved } from './giving-steps.ts'
import { readLedger } from './ledger.ts'

/** A donor whose phone never has a link again, and a courier whose phone has one. */
let server: EveningServer
let folder: string

test.setTimeout(180_000)
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sada-courier-'))
})
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))
test.beforeEach(async () => {
  server = await createEveningServer()
  await server.start()
})
test.afterEach(() => server.remove())

const carry = (page: Page) => page.getByRole('button', { name: /^Carry a donation/ })
const room = (page: Page) => page.locator('.give-courier')
const own = (page: Page) => page.getByRole('region', { name: 'Your donations on this phone' })
const open = (where: Locator, files: string | string[]) =>
  where.locator('input[type=file]').setInputFiles(files)

/** A donor whose phone has lost its link, and a courier whose phone has one; both have the app. */
const twoPhones = async (browser: Browser) => {
  const [donors, couriers] = [await browser.newContext(), await browser.newContext()]
  const [donor, courier] = [await donors.newPage(), await couriers.newPage()]
  await arrive(donor, server.address)
  await arrive(courier, server.address)
  await donors.setOffline(true)
  return { donors, couriers, donor, courier }
}

test('by file: the courier brings it, the receipt comes back, and the donor’s own sending counts no second time', async ({
  browser,
}) => {
  const { donors, couriers, donor, courier } = await twoPhones(browser)
  const reference = await giveOnce(donor)

  await donor.getByRole('button', { name: 'Hand to a courier' }).click()
  const file = await saved(donor, 'Save as a file', folder)
  expect(file).toMatch(/sada-donation-SD\w+\.txt$/)

  await test.step('what is not a donation is told apart, and nothing is taken in', async () => {
    await carry(courier).click()
    const bad = join(folder, 'bad.txt')
    const letter = readFileSync(file, 'utf8')
    const says = async (words: RegExp, content: string | Buffer) => {
      writeFileSync(bad, content)
      await open(room(courier), bad)
      await expect(room(courier).getByRole('alert')).toHaveText(words)
    }
    await says(/cut or altered/, letter.slice(0, -40))
    await says(/neither a donation nor a receipt/, 'Hello')
    await says(/too large/, Buffer.alloc(300_000, letter))
    await says(/not signed by the organisation/, 'sada-receipt:1:a.b.c')
    await open(own(donor), file)
    await expect(own(donor).getByText('This is your own donation.')).toBeVisible()
  })

  await open(room(courier), file)
  const offer = courier.getByRole('region', { name: 'Carry this donation?' })
  await expect(offer).toContainText('Rs 1,500')
  await expect(offer).toContainText('Lantern Assembly')
  await expect(offer).not.toContainText(reference)
  await offer.getByRole('button', { name: 'Carry it' }).click()
  const carried = courier.getByRole('region', { name: 'Carried for others' })
  await expect(carried.getByText('Recorded', { exact: true })).toBeVisible()
  await expect(own(courier).getByText('Nothing given from this phone yet.')).toBeVisible()
  expect(readLedger(server.data)).toMatchObject([{ currency: 'PKR', minor: 150_000 }])

  await carried.getByRole('button', { name: 'Hand back the receipt' }).click()
  const receipt = await saved(courier, 'Save receipt as a file', folder)
  await open(own(donor), receipt)
  await expect(own(donor).getByText('Recorded', { exact: true })).toBeVisible()
  await own(donor).getByRole('button', { name: 'Receipt', exact: true }).click()
  const [row] = readLedger(server.data)
  await expect(own(donor).locator('.courier-signed')).toHaveText(row?.receipt ?? '')

  // The donor's bytes once more, as from a phone whose sending and courier crossed.
  const again = await donor.request.post(`${server.address}/v1/donations`, {
    headers: { 'content-type': 'application/json' },
    data: await frozenBytes(donor),
  })
  expect([again.status(), ((await again.json()) as { receipt: string }).receipt]).toEqual([200, row?.receipt])
  expect(readLedger(server.data)).toHaveLength(1)

  await carried.getByRole('button', { name: 'Remove from this phone' }).click()
  await carried.getByRole('button', { name: 'Yes, remove it' }).click()
  await expect(carried).toBeHidden()
  await courier.reload()
  await expect(carry(courier)).toBeVisible()
  await Promise.all([donors.close(), couriers.close()])
})

test('by the share sheet: a file that was sent comes up in the place for it, with no server there', async ({
  browser,
}) => {
  const { donors, couriers, donor, courier } = await twoPhones(browser)
  await giveOnce(donor)
  await donor.getByRole('button', { name: 'Hand to a courier' }).click()
  const file = await saved(donor, 'Save as a file', folder)
  await server.stop()
  // The system posts a form and shows the answer; a page of nobody's does the same, as the web manifest says.
  const share = async (path: string) => {
    await courier.goto('about:blank')
    await courier.setContent(
      `<form action="${server.address}/share" method="post" enctype="multipart/form-data"><input type="file" name="letters"><button>Share</button></form>`,
    )
    await courier.locator('input').setInputFiles(path)
    await courier.locator('button').click()
    await expect(courier).toHaveURL(`${server.address}/give?shared`)
  }
  const other = join(folder, 'recipe.txt')
  writeFileSync(other, 'A recipe')
  await share(other)
  await expect(room(courier).getByRole('alert')).toHaveText(
    /neither a donation nor a receipt.*Hand to a courier/,
  )
  await share(file)
  const offer = courier.getByRole('region', { name: 'Carry this donation?' })
  await expect(offer).toContainText('Rs 1,500')
  await expect(offer).toBeInViewport()
  await offer.getByRole('button', { name: 'Carry it' }).click()
  const carried = courier.getByRole('region', { name: 'Carried for others' })
  await expect(carried).toContainText('Rs 1,500')
  // It is taken out of its place: a reload does not offer it again, and loses nothing of what was taken along.
  await courier.reload()
  await expect(carried).toContainText('Rs 1,500')
  await expect(offer).toHaveCount(0)
  await server.start()
  await expect(carried.getByText('Recorded', { exact: true })).toBeVisible({ timeout: 90_000 })
  expect(readLedger(server.data)).toHaveLength(1)
  await Promise.all([donors.close(), couriers.close()])
})

/** What a camera sees that is held before `pictures`, each for half a second: Chromium plays it over and over. */
const film = (name: string, pictures: readonly Buffer[]): string => {
  const path = join(folder, name)
  for (const [at, picture] of pictures.entries()) writeFileSync(join(folder, `${name}-${at}.png`), picture)
  const fit = 'scale=1180:680:force_original_aspect_ratio=decrease,pad=1280:720:(ow-iw)/2:(oh-ih)/2:gray'
  execFileSync('ffmpeg', ['-y', '-loglevel', 'error', '-framerate', '2', '-i', join(folder, `${name}-%d.png`), '-vf', fit, '-pix_fmt', 'yuv420p', '-r', '4', path]) // biome-ignore format: a command
  return path
}

/** A code as it stands on the screen, scrolled clear of the bars above and below. */
const shown = async (code: Locator): Promise<Buffer> => {
  await code.evaluate((element) => element.scrollIntoView({ block: 'center' }))
  return code.screenshot()
}

/** A phone of its own, with a camera that sees the film at `camera`. */
const phone = (camera: string): Promise<Browser> => {
  const executablePath = findChromium()
  const fake = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${camera}`] // biome-ignore format: flags
  return chromium.launch({ ...(executablePath ? { executablePath } : {}), args: [...chromiumArgs, ...fake] })
}
const newPage = async (browser: Browser): Promise<Page> =>
  (
    await browser.newContext({ viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, locale: 'en-GB' })
  ).newPage()

test('by code: two phones without a link between them but their screens and cameras', async () => {
  const [seenByCourier, seenByDonor] = [join(folder, 'courier.y4m'), join(folder, 'donor.y4m')]
  const phones = await Promise.all([phone(seenByDonor), phone(seenByCourier)])
  try {
    const [donor, courier] = (await Promise.all(phones.map(newPage))) as [Page, Page]
    await arrive(donor, server.address)
    await arrive(courier, server.address)
    await donor.context().setOffline(true)
    // The courier reads the code without a link, too: it is on the way to where there is one.
    await courier.context().setOffline(true)
    await giveOnce(donor)
    await donor.getByRole('button', { name: 'Hand to a courier' }).click()
    const code = donor.getByRole('img', { name: 'QR code of this sealed donation' })

    await test.step('several small codes, in turn', async () => {
      await donor.getByRole('button', { name: /several smaller codes/ }).click()
      await donor.getByRole('button', { name: 'Pause' }).click()
      const count = Number((await donor.getByText(/^Code \d of \d$/).textContent())?.at(-1))
      expect(count).toBeGreaterThan(1)
      const pictures: Buffer[] = []
      for (let at = 0; at < count; at++) {
        pictures.push(await shown(code))
        await donor.getByRole('button', { name: 'Next code' }).click()
      }
      film('courier.y4m', pictures)
      await carry(courier).click()
      await courier.getByRole('button', { name: 'Scan a code' }).click()
      const offer = courier.getByRole('region', { name: 'Carry this donation?' })
      await expect(offer).toContainText('Rs 1,500')
      await offer.getByRole('button', { name: 'Leave it' }).click()
    })

    await test.step('one large code', async () => {
      await donor.getByRole('button', { name: /several smaller codes/ }).click()
      await expect(donor.getByText(/^Code \d of \d$/)).toBeHidden()
      film('courier.y4m', [await shown(code)])
      await courier.getByRole('button', { name: 'Scan a code' }).click()
      await courier.getByRole('button', { name: 'Carry it' }).click()
      await expect(room(courier).getByText(/^Taken along\. /)).toBeVisible()
    })
    expect(readLedger(server.data)).toEqual([])

    await courier.context().setOffline(false)
    const carried = courier.getByRole('region', { name: 'Carried for others' })
    await expect(carried.getByText('Recorded', { exact: true })).toBeVisible()
    await carried.getByRole('button', { name: 'Hand back the receipt' }).click()
    film('donor.y4m', [await shown(courier.getByRole('img', { name: 'QR code of this receipt' }))])
    await own(donor).getByRole('button', { name: 'Scan a code' }).click()
    await expect(own(donor).getByText('Recorded', { exact: true })).toBeVisible()
    expect(readLedger(server.data)).toHaveLength(1)

    // A photograph does as well as the camera, and the same receipt once more changes nothing.
    const photograph = join(folder, 'photograph.png')
    writeFileSync(photograph, await shown(courier.getByRole('img', { name: 'QR code of this receipt' })))
    await carry(donor).click()
    await open(room(donor), photograph)
    await expect(room(donor).getByText('This receipt is here already.')).toBeVisible()
  } finally {
    await Promise.all(phones.map((one) => one.close()))
  }
})

test('a camera that is not allowed: the file is told of, and nothing hangs', async ({ browser }) => {
  const context = await browser.newContext({ permissions: [] })
  const page = await context.newPage()
  await arrive(page, server.address)
  await carry(page).click()
  await page.getByRole('button', { name: 'Scan a code' }).click()
  await expect(room(page).getByRole('alert')).toHaveText(/Open a file or a picture instead/)
  await expect(page.getByRole('button', { name: 'Scan a code' })).toBeVisible()
  await context.close()
})
