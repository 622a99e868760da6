import type { RefObject } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Icon } from '../../../ui/Icon.tsx'
import { useWords } from '../../../ui/language.tsx'
import { textSize, textSizes } from '../../text-size.ts'
import { deskWords } from '../words.ts'
import { chooseTextSize } from './choose-size.ts'
import { keepInPlace } from './keep-in-place.ts'
import { useProgress } from './use-progress.ts'

interface Heading {
  title: string
  element: HTMLElement
}

/** Headings of a text on screen, once it is there; fewer than two need no table. */
const useHeadings = (text: RefObject<HTMLElement | null>, shown: unknown): readonly Heading[] => {
  const [headings, setHeadings] = useState<readonly Heading[]>([])
  useEffect(() => {
    const found = [...(text.current?.querySelectorAll<HTMLElement>('h2, h3') ?? [])]
    setHeadings(
      found.length < 2 ? [] : found.map((element) => ({ title: element.textContent ?? '', element })),
    )
  }, [text, shown])
  return headings
}

interface Props {
  /** The text; its content changes with `shown`. */
  text: RefObject<HTMLElement | null>
  shown: unknown
}

/** Above a text: how large its letters are, what is in it, and at the edge of the screen how much of it has been read. */
export const ReadingTools = ({ text, shown }: Props) => {
  const t = useWords(deskWords).read
  const [size, setSize] = useState(textSize)
  const headings = useHeadings(text, shown)
  const read = useProgress(text, shown)
  const change = (step: number) => {
    const next = Math.max(0, Math.min(textSizes.length - 1, size + step))
    keepInPlace(text.current, () => chooseTextSize(next))
    setSize(next)
  }
  const go = (element: HTMLElement) => {
    element.tabIndex = -1
    element.focus({ preventScroll: true })
    element.scrollIntoView({ block: 'start' })
  }
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms */}
      <div class="library-tools" role="group" aria-label={t.tools}>
        <button
          type="button"
          class="button button-quiet library-smaller"
          disabled={size === 0}
          onClick={() => change(-1)}
        >
          <span aria-hidden="true" dir="ltr">
            A−
          </span>
          <span class="visually-hidden">{t.smaller}</span>
        </button>
        <button
          type="button"
          class="button button-quiet library-larger"
          disabled={size === textSizes.length - 1}
          onClick={() => change(1)}
        >
          <span aria-hidden="true" dir="ltr">
            A+
          </span>
          <span class="visually-hidden">{t.larger}</span>
        </button>
        <span class="visually-hidden" role="status">
          {t.size(size + 1, textSizes.length)}
        </span>
        {headings.length > 0 && (
          <details class="library-inside">
            <summary>
              <Icon name="read" />
              {t.inside}
            </summary>
            <ol>
              {headings.map(({ title, element }) => (
                <li key={title}>
                  <button
                    type="button"
                    class="library-inside-link"
                    onClick={(event) => {
                      event.currentTarget.closest('details')?.removeAttribute('open')
                      go(element)
                    }}
                  >
                    <bdi>{title}</bdi>
                  </button>
                </li>
              ))}
            </ol>
          </details>
        )}
      </div>
      {read !== null && <progress class="library-read-bar" aria-label={t.progress} max={1} value={read} />}
    </>
  )
}
