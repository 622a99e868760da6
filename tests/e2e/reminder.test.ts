import { readFileSync } from 'node:fs'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import ical from 'node-ical'
import { buildEdition } from '../../src/organiser/edition/build-edition.ts'
import { readSource } from '../../src/organiser/edition/read-source.ts'
import { writeEdition } from '../../src/organiser/edition/write-edition.ts'
import { readEditionKeys } from '../../src/organiser/keys/key-files.ts'
import { demoKeys, demoSource } from '../../src/organiser/testing/source.ts'
import { choose, createWorld, languages, ready, type World } from './shell-world.ts'

let world: World
test.beforeAll(async () => {
  world = await createWorld()
})
test.afterAll(() => world.remove())

const words = {
  en: {
    remind: /^Remind me of .*address/i,
    evening: /evening of giving/,
    calendar: 'Add to the calendar',
    notify: 'Notify me',
    undo: 'Take it back',
  },
  ur: {
    remind: /^یاد دلائیں: .*صدر/,
    evening: /شامِ عطیات/,
    calendar: 'کیلنڈر میں ڈالیں',
    notify: 'اطلاع دیں',
    undo: 'واپس لیں',
  },
}
const starts = Date.parse('2027-01-09T21:30:00+05:00')

/** A phone whose clock says what the test wants, from the very first page on. */
const phone = async (context: BrowserContext, now: number): Promise<Page> => {
  const page = await context.newPage()
  await page.clock.install({ time: now })
  await page.goto(`${world.address}/read`)
  await expect(ready(page)).toBeVisible({ timeout: 90_000 })
  return page
}
const openPanel = async (page: Page, name: RegExp) => {
  await page.getByRole('button', { name }).click()
  return page.locator('.reminder').last()
}
/** What the system shows. */
const shown = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration()
    return ((await registration?.getNotifications()) ?? []).map(({ title, body, lang }) => ({
      title,
      body,
      lang,
    }))
  })

for (const language of languages)
  test(`the programme goes into the calendar, made on the phone with no link (${language})`, async ({
    context,
  }) => {
    const page = await phone(context, starts - 86_400_000)
    await choose(page, language)
    await context.setOffline(true)
    const fileOf = async (name: RegExp) => {
      await openPanel(page, name)
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: words[language].calendar }).last().click(),
      ])
      const text = readFileSync(await download.path(), 'utf8')
      const event = Object.values(ical.sync.parseICS(text)).find((one) => one?.type === 'VEVENT')
      return { name: download.suggestedFilename(), text, event: event?.type === 'VEVENT' ? event : null }
    }
    const address = await fileOf(words[language].remind)
    expect(address.name).toBe('sada-address.ics')
    expect(address.event?.uid).toBe('lantern-assembly-address@sada')
    expect(address.event?.start.getTime()).toBe(starts)
    expect(address.text).toContain(`URL:${world.address}/watch`)
    expect(address.text).toContain('TRIGGER:-PT15M')
    const summary = address.event?.summary as unknown as { val: string }
    expect(summary.val).toMatch(language === 'en' ? /address/i : /خطاب/)
    await page.getByRole('button', { name: words[language].remind }).click()
    const evening = await fileOf(words[language].evening)
    expect(evening.event?.end?.getTime()).toBe(Date.parse('2027-01-09T23:00:00+05:00'))
    await context.setOffline(false)
  })

test('a notification comes when it is time, once, over a reload; and is taken back', async ({ context }) => {
  await context.grantPermissions(['notifications'])
  const page = await phone(context, starts - 2 * 3_600_000)
  const panel = await openPanel(page, words.en.remind)
  await expect(panel).toContainText('Works while Sada is open')
  await panel.getByRole('button', { name: words.en.notify }).click()
  await expect(panel).toContainText(/You will be notified at/)
  await page.clock.fastForward('01:40:00')
  await page.waitForTimeout(500)
  expect(await shown(page)).toEqual([])

  await page.reload()
  await expect(page.getByRole('button', { name: words.en.remind })).toBeVisible()
  await page.clock.fastForward('00:06:00')
  await expect.poll(() => shown(page)).toHaveLength(1)
  const [told] = await shown(page)
  expect(told?.title).toMatch(/address/i)
  expect(told?.body).toMatch(/^Begins/)
  expect(told?.lang).toBe('en')
  // A tap on it leads to the broadcast: `sw/remind.test.ts`. Here it is put away, and does not come again.
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration()
    for (const one of (await registration?.getNotifications()) ?? []) one.close()
  })
  await page.clock.fastForward('00:05:00')
  await page.waitForTimeout(500)
  expect(await shown(page)).toEqual([])

  await page.goto(`${world.address}/phone`)
  const room = page.getByRole('region', { name: 'Reminders' })
  await expect(room).toContainText(/Set on this phone/)
  await room.getByRole('listitem').getByRole('button', { name: words.en.undo }).click()
  await expect(room).not.toContainText(/Set on this phone/)
  await page.reload()
  await expect(room).toBeVisible()
  await expect(room).not.toContainText(/Set on this phone/)
})

test('discreet: nothing that is shown or put in a calendar names the event', async ({ context }) => {
  await context.grantPermissions(['notifications'])
  const page = await phone(context, starts - 2 * 3_600_000)
  await page.evaluate(() => localStorage.setItem('sada-discreet', '1'))
  const panel = await openPanel(page, words.en.remind)
  await panel.getByRole('button', { name: words.en.notify }).click()
  await expect(panel).toContainText(/You will be notified at/)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    panel.getByRole('button', { name: words.en.calendar }).click(),
  ])
  expect(download.suggestedFilename()).toBe('reminder.ics')
  expect(readFileSync(await download.path(), 'utf8').replace(/PRODID.*|UID.*/g, '')).not.toMatch(
    /sada|address|Lantern/i,
  )
  await page.clock.fastForward('01:50:00')
  await expect.poll(() => shown(page)).toEqual([expect.objectContaining({ title: 'Reminder' })])
})

test('where notifications are blocked it says how to change that, and the calendar still works', async ({
  context,
}) => {
  const page = await phone(context, starts - 2 * 3_600_000)
  await context.grantPermissions([]) // Everything else is refused then.
  const panel = await openPanel(page, words.en.remind)
  await expect(panel).toContainText('Notifications are blocked for this page')
  await expect(panel.getByRole('button', { name: words.en.notify })).toBeHidden()
  await Promise.all([
    page.waitForEvent('download'),
    panel.getByRole('button', { name: words.en.calendar }).click(),
  ])
})

test('a newer edition that moves the programme moves the reminder, and says so until it was seen', async ({
  context,
}) => {
  await context.grantPermissions(['notifications'])
  const moving = await createWorld()
  try {
    const page = await context.newPage()
    await page.clock.install({ time: starts - 2 * 3_600_000 })
    await page.goto(`${moving.address}/read`)
    await expect(ready(page)).toBeVisible({ timeout: 90_000 })
    const panel = await openPanel(page, words.en.remind)
    await panel.getByRole('button', { name: words.en.notify }).click()
    await expect(panel).toContainText(/You will be notified at/)

    const keys = await readEditionKeys(demoKeys)
    const source = await readSource(demoSource, keys)
    source.facts.edition = 2
    const entry = source.content.programme.find(({ id }) => id === 'address')
    if (entry) entry.starts = '2027-01-09T22:05:00+05:00'
    await writeEdition(moving.edition, await buildEdition(source, keys))
    await page.goto(`${moving.address}/packs`)
    await page.getByRole('button', { name: 'Update now' }).click()
    await expect(page.getByText('Edition 2', { exact: true }).first()).toBeVisible()

    await page.goto(`${moving.address}/phone`)
    const room = page.getByRole('region', { name: 'Reminders' })
    await expect(room).toContainText(/address.* has moved from .*9 Jan.* to .*9 Jan/i)
    await page.reload()
    await room.getByRole('button', { name: 'I have seen it' }).click()
    await expect(room).not.toContainText('has moved')
    // Not when it was to begin, but when it does.
    await page.clock.fastForward('01:50:00')
    await page.waitForTimeout(500)
    expect(await shown(page)).toEqual([])
    await page.clock.fastForward('00:31:00')
    await expect.poll(() => shown(page)).toHaveLength(1)
  } finally {
    await moving.remove()
  }
})

test('overseas the times are the phone’s own, and the event’s clock is named beside them', async ({
  browser,
}) => {
  const context = await browser.newContext({
    timezoneId: 'Australia/Sydney',
    viewport: { width: 360, height: 740 },
  })
  const page = await phone(context, starts - 86_400_000)
  const programme = page.getByRole('region', { name: 'Programme' })
  await expect(programme).toContainText('Pakistan Standard Time')
  await expect(programme).toContainText('Australian Eastern Daylight Time')
  // 9:30 pm in Pakistan is 3:30 am of the next day in Sydney.
  await expect(programme.getByRole('listitem').filter({ hasText: /Chair’s address/ })).toContainText(
    /3:30 am/i,
  )
  await context.close()
  const home = await browser.newContext({ timezoneId: 'Asia/Karachi', viewport: { width: 360, height: 740 } })
  const there = await phone(home, starts - 86_400_000)
  await expect(there.getByRole('button', { name: words.en.evening })).toBeVisible()
  await expect(there.getByRole('region', { name: 'Programme' })).not.toContainText('Standard Time')
  await home.close()
})
