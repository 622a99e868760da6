import { expect, type Locator, type Page } from '@playwright/test'

/** What is wrong with the place the focus is at: not seen to be there, or under something else; `null` where all is well. */
const faultOfFocus = (page: Page): Promise<string | null> =>
  page.evaluate(() => {
    const focused = document.activeElement
    if (!focused || focused === document.body || focused.id === 'main') return null
    // Real controls that are covered by what they choose show the focus there.
    const shown = focused.closest('.give-choice, .packs-file') ?? focused
    const said = focused.outerHTML.slice(0, 120)
    const outlined = [focused, shown].some((one) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(one)
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
    })
    if (!outlined) return `no outline: ${said}`
    const box = shown.getBoundingClientRect()
    // Some of it must be seen (WCAG 2.2, 2.4.11): asked for at nine points.
    const seen = [0.1, 0.5, 0.9].some((x) =>
      [0.1, 0.5, 0.9].some((y) => {
        const at = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y)
        return (
          at !== null && (shown.contains(at) || at.contains(shown) || at.closest('label')?.contains(shown))
        )
      }),
    )
    return seen ? null : `covered: ${said}`
  })

const has = (wanted: Locator): Promise<boolean> =>
  wanted.evaluateAll((all) => all.some((one) => one === document.activeElement))

/** More stops than any page has: beyond it the focus goes round in circles. */
const most = 150

/** Goes on by Tab until the focus is at `wanted`; at each stop it is seen where one is. */
export const tabTo = async (page: Page, wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> => {
  await wanted.first().waitFor()
  for (let stops = 0; stops < most; stops++) {
    if (await has(wanted)) return
    await page.keyboard.press(key)
    expect(await faultOfFocus(page)).toBeNull()
  }
  throw new Error(`not reached in ${most} stops: ${wanted}`)
}

/** To one of the four places, which stand before the content. */
export const tabToPlace = async (page: Page, place: string): Promise<void> => {
  await tabTo(page, page.locator(`.app-places a[href="/${place}"]`), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/${place}$`))
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('main')
}

export const focused = (page: Page): Locator => page.locator(':focus')
