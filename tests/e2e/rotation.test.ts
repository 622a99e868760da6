import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { buildEdition } from '../../src/organiser/edition/build-edition.ts'
import { readSource } from '../../src/organiser/edition/read-source.ts'
import { writeEdition } from '../../src/organiser/edition/write-edition.ts'
import { openEvening, projectFolders } from '../../src/organiser/evening/open-evening.ts'
import { type EditionKeys, readEditionKeys } from '../../src/organiser/keys/key-files.ts'
import { createPassphrases } from '../../src/organiser/keys/passphrases.ts'
import { rotateKeys } from '../../src/organiser/keys/rotate-keys.ts'
import { demoKeys, demoSource } from '../../src/organiser/testing/source.ts'
import { organisation } from '../../src/shared/organisation.ts'
import { fingerprint, keyId, publicKeyOf } from '../../src/shared/signature.ts'
import { choose, languages, ready } from './shell-world.ts'

/** A phone with edition 1 takes edition 2 under changed keys from its mirror, and refuses edition 3 signed by the old ones only. */
const shots = process.env['SADA_SHOTS']
let folder: string
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sada-rotation-'))
})
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

const spoken = async (key: EditionKeys['content']) => fingerprint(await keyId(publicKeyOf(key)))

const update = async (page: Page) => {
  await page.getByRole('button', { name: 'Update now' }).click()
}

test('keys change: the phone follows, says so, and the old key signs nothing new', async ({ browser }) => {
  const edition = join(folder, 'edition')
  cpSync(projectFolders.edition, edition, { recursive: true })
  const oldKeys = await readEditionKeys(demoKeys)
  const build = async (number: number, keys: EditionKeys) => {
    const source = await readSource(demoSource, keys)
    source.facts.edition = number
    await writeEdition(edition, await buildEdition(source, keys))
  }
  await rotateKeys(demoKeys, join(folder, 'keys'), {
    roles: ['content', 'donation'],
    edition: 2,
    issued: '2031-01-05T00:00:00Z',
    organisation,
    passphrases: createPassphrases(),
  })
  const newKeys = await readEditionKeys(join(folder, 'keys'))
  const evening = await openEvening({
    ...projectFolders,
    edition,
    host: '127.0.0.1',
    port: 0,
    data: join(folder, 'data'),
    log: { file: join(folder, 'gateway.log') },
  })
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    await page.goto(`${evening.address}/packs`)
    await expect(page.getByRole('heading', { name: 'Edition 1' })).toBeVisible()
    await expect(ready(page)).toBeVisible()
    await expect(page.locator('.packs-key').first()).toHaveText(await spoken(oldKeys.content))
    await expect(page.getByText(/changed the key/)).toHaveCount(0)

    await build(2, newKeys)
    await update(page)
    await expect(page.getByRole('heading', { name: 'Edition 2' })).toBeVisible()
    await expect(page.locator('.packs-facts .packs-key').first()).toHaveText(await spoken(newKeys.content))
    const notice = page.locator('.notice').filter({ hasText: 'the key it signs editions with' })
    await expect(notice).toContainText(await spoken(oldKeys.content))
    await expect(notice).toContainText(await spoken(newKeys.content))
    await expect(page.getByRole('alert')).toHaveCount(0)
    for (const language of languages) {
      await choose(page, language)
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
        [],
      )
      if (shots) await page.screenshot({ path: join(shots, `rotation-${language}.png`), fullPage: true })
    }
    await choose(page, 'en')
    // The accounts are there: the form's new second signature is followed as well.
    await page.goto(`${evening.address}/give`)
    await expect(page.getByRole('button', { name: /Give|Continue/ }).first()).toBeVisible()

    await build(3, oldKeys)
    await page.goto(`${evening.address}/packs`)
    await expect(page.getByRole('heading', { name: 'Edition 2' })).toBeVisible()
    await update(page)
    await expect(page.getByRole('alert')).toContainText('a key the organisation has replaced')
    await expect(page.getByRole('heading', { name: 'Edition 2' })).toBeVisible()
    await page.reload()
    await expect(page.getByRole('heading', { name: 'Edition 2' })).toBeVisible()
    // What the old key signed in its time is still read, as an archive.
    await page.getByRole('button', { name: 'Read it' }).click()
    await expect(page.getByRole('heading', { name: 'Edition 1' })).toBeVisible()
    await expect(page.locator('.packs-facts .packs-key').first()).toHaveText(await spoken(oldKeys.content))
  } finally {
    await context.close()
    await evening.close()
  }
})
