import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'

/** Opens the app, waits until everything that works without a link is on the phone, and goes where one gives. */
export const arrive = async (page: Page, address: string): Promise<void> => {
  await page.goto(`${address}/give`)
  await expect(page.locator('.app-status[data-ready="true"]')).toBeVisible({ timeout: 90_000 })
}

/** Gives Rs 1,500 by the form that stands there; resolves with the reference. */
export const giveOnce = async (page: Page): Promise<string> => {
  await page.getByRole('radio', { name: /1,500/ }).click()
  await submit(page)
  await expect(page.getByRole('region', { name: 'Thank you' })).toBeVisible()
  return (await page.locator('.give-item .give-code').first().textContent()) ?? ''
}

/** Agrees to what must be agreed to and gives what the form says. */
export const submit = async (page: Page): Promise<void> => {
  for (const box of await page.getByRole('checkbox', { name: /18|own/ }).all()) await box.check()
  await page.getByRole('textbox', { name: /^Name/ }).fill('Zari Gul')
  await page.getByRole('button', { name: /^Give/ }).click()
}

/** Presses a button that saves a file. @returns the file's path in `folder`, under the name it was given */
export const saved = async (page: Page, button: string, folder: string): Promise<string> => {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ])
  const path = join(folder, download.suggestedFilename())
  await download.saveAs(path)
  return path
}

/** The frozen bytes of the only donation on this phone, as text. */
export const frozenBytes = (page: Page): Promise<string> =>
  page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open('sada-outbox')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const all = opening.result.transaction('entries').objectStore('entries').getAll()
          all.onerror = () => reject(all.error)
          all.onsuccess = () => {
            opening.result.close()
            resolve(new TextDecoder().decode((all.result as { bytes: Uint8Array }[])[0]?.bytes))
          }
        }
      }),
  )
