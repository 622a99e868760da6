import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** Everything that WCAG 2.2 asks for at A and AA, and what axe's authors advise besides. `target-size` is among them. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** The rules that ask what colours there are. */
const colourRules = ['color-contrast', 'link-in-text-block']

/**
 * What axe finds on a page, a line a rule.
 * @param only `colours`: what another theme may change of a page that was judged before
 */
export const axeFindings = async (page: Page, only: 'all' | 'colours' = 'all'): Promise<string[]> => {
  // In one go: the app has no frames, and to put findings together in a page of its own takes as long again.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  if (only === 'colours') axe.withRules(colourRules)
  else axe.withTags(tags)
  // Every colour is the system's then; Chromium reports a button's text by the colour it would have had, and axe takes it at its word.
  if (await page.evaluate(() => matchMedia('(forced-colors: active)').matches))
    axe.disableRules('color-contrast')
  const { violations } = await axe.analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' ')}`)
}

/** Main actions: 44 CSS px each way (WCAG 2.5.5, which is AAA, for those few). */
const main =
  '.button, .app-place, .watch-start, .watch-seek input, .library-seek, .library-poster, .give-choice input, .input'

/** Main actions that are smaller than a thumb wants, a line each. axe judges the 24 px of the rest. */
export const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(
    ({ main, least }) =>
      [...document.querySelectorAll<HTMLElement>(main)]
        .filter((one) => one.checkVisibility({ visibilityProperty: true }))
        .map((one) => ({ one, box: one.getBoundingClientRect() }))
        // A hair is left to rounding at fractional font sizes.
        .filter(({ box }) => box.width < least - 0.1 || box.height < least - 0.1)
        .map(
          ({ one, box }) =>
            `${box.width.toFixed(1)} × ${box.height.toFixed(1)}: ${one.outerHTML.slice(0, 120)}`,
        ),
    { main, least: 44 },
  )

/**
 * What is lost or takes a second direction of scrolling at this size of the screen, a line each: what sticks out of it, what is cut off in
 * its own box, and what stands fixed over more than a third of it.
 */
export const lostOnScreen = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = []
    const root = document.documentElement
    const say = (what: string, one: Element) => found.push(`${what}: ${one.outerHTML.slice(0, 120)}`)
    if (root.scrollWidth > root.clientWidth) say(`scrolls to ${root.scrollWidth}`, root)
    let fixed = 0
    const scrolls = (one: Element | null): boolean =>
      one !== null && (/auto|scroll/.test(getComputedStyle(one).overflowX) || scrolls(one.parentElement))
    for (const one of document.body.querySelectorAll<HTMLElement>('*')) {
      if (
        !one.checkVisibility({ visibilityProperty: true }) ||
        one.closest('.visually-hidden, .app-skip, input, svg > *')
      )
        continue
      const style = getComputedStyle(one)
      const box = one.getBoundingClientRect()
      // What is sticky scrolls off but for the part it keeps.
      const gone = style.position === 'sticky' ? Number.parseFloat(style.top) || 0 : 0
      // A modal dialog is all there is to see while it is open, and scrolls by itself.
      if (/fixed|sticky/.test(style.position) && !one.matches(':modal'))
        fixed += ((box.height + gone) * box.width) / (innerHeight * innerWidth)
      const seen = box.width > 0 && box.height > 0
      if (seen && (box.right > innerWidth + 1 || box.left < -1) && !scrolls(one)) say('sticks out', one)
      const cut = /hidden|clip/.test(style.overflowX + style.overflowY) && style.textOverflow !== 'ellipsis'
      if (cut && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1))
        say('cut off', one)
    }
    if (fixed > 1 / 3) found.push(`${Math.round(fixed * 100)} % of the screen stands fixed`)
    return found
  })
