// @vitest-environment jsdom
import { cleanup } from '@testing-library/preact'
import { afterEach, expect, it } from 'vitest'
import { Places } from './Places.tsx'
import { shellHtml } from './shell-in-html.ts'
import { show } from './testing.tsx'

afterEach(cleanup)

it('stands as the app will draw it: the same links, icons and words', () => {
  history.replaceState(null, '', '/nowhere')
  const drawn = show(<Places />).container
  const before = document.createElement('div')
  before.innerHTML = shellHtml()
  const links = (root: Element) =>
    [...root.querySelectorAll('.app-places a')].map((link) => [
      link.getAttribute('href'),
      link.className,
      link.textContent,
      link.querySelector('path')?.getAttribute('d'),
    ])
  expect(links(before)).toHaveLength(4)
  expect(links(before)).toEqual(links(drawn))
  expect(before.querySelector('nav')?.getAttribute('aria-label')).toBe(
    drawn.querySelector('nav')?.getAttribute('aria-label'),
  )
  expect(before.querySelector('main')?.id).toBe('main')
})
