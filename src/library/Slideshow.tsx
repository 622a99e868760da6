import { useEffect, useState } from 'preact/hooks'
import type { Item } from '../shared/content.ts'
import { variantHere } from '../shared/kept-pictures.ts'
import { direction } from '../shared/language.ts'
import type { EditionReader } from '../shared/reader.ts'
import { Icon } from '../ui/Icon.tsx'
import { useLanguage } from '../ui/language.tsx'
import { FileImage } from './FileImage.tsx'
import { useArrows } from './use-arrows.ts'

/** Long enough to look at a face and read two lines under it, ms. */
const perSlide = 7000

/** One picture at a time. It moves by itself only when asked to (WCAG 2.2, 2.2.2), and stops at the last. */
export const Slideshow = ({
  slides,
  reader,
}: {
  slides: NonNullable<Item['slides']>
  reader: EditionReader
}) => {
  const { text, language } = useLanguage()
  const t = text.library
  const [at, setAt] = useState(0)
  const [playing, setPlaying] = useState(false)
  const last = slides.length - 1
  const slide = slides[Math.min(at, last)]
  const go = (step: number) => setAt((now) => Math.min(last, Math.max(0, now + step)))

  useEffect(() => {
    if (!playing) return
    if (at >= last) {
      setPlaying(false)
      return
    }
    const timer = setTimeout(() => setAt(at + 1), perSlide)
    return () => clearTimeout(timer)
  }, [playing, at, last])

  const byHand = (step: number) => {
    setPlaying(false)
    go(step)
  }
  useArrows((toTheRight) => byHand(toTheRight === (direction(language) === 'ltr') ? 1 : -1))
  if (!slide) return null
  const { path, width, height } = variantHere(slide.image, reader)
  return (
    <section class="library-slideshow" aria-label={t.groups.slideshow}>
      <figure class="library-slide">
        <FileImage
          key={path}
          reader={reader}
          path={path}
          width={width}
          height={height}
          alt={slide.alt[language]}
          class="library-slide-image"
        />
        <figcaption aria-live={playing ? 'off' : 'polite'}>
          <span class="soft">{t.slide(at + 1, slides.length)}</span>
          <span>{slide.caption[language]}</span>
        </figcaption>
      </figure>
      <div class="library-slide-controls">
        <button
          type="button"
          class="button"
          aria-label={t.slidePrevious}
          disabled={at === 0}
          onClick={() => byHand(-1)}
        >
          <Icon name="back" mirrored />
        </button>
        <button
          type="button"
          class="button button-quiet"
          onClick={() => {
            if (!playing && at === last) setAt(0)
            setPlaying(!playing)
          }}
        >
          <Icon name={playing ? 'pause' : 'play'} />
          {playing ? t.pause : t.play}
        </button>
        <button
          type="button"
          class="button"
          aria-label={t.slideNext}
          disabled={at === last}
          onClick={() => byHand(1)}
        >
          <Icon name="next" mirrored />
        </button>
      </div>
    </section>
  )
}
