import { useEffect, useState } from 'preact/hooks'
import type { Item } from '../../shared/content.ts'
import { variantHere } from '../../shared/kept-pictures.ts'
import { direction, type Language } from '../../shared/language.ts'
import type { EditionReader } from '../../shared/reader.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useLanguage, useWords } from '../../ui/language.tsx'
import { FileImage } from '../FileImage.tsx'
import type { Target } from './find/target.ts'
import { useArrows } from './use-arrows.ts'
import { useSwipe } from './use-swipe.ts'
import { abouts, deskWords } from './words.ts'

const otherOf = (language: Language): Language => (language === 'en' ? 'ur' : 'en')

/** Long enough to look at a face and read two lines under it, ms. */
const perSlide = 7000

/** One picture at a time. It moves by itself only when asked to (WCAG 2.2, 2.2.2), and stops at the last. */
export const Slideshow = ({
  slides,
  reader,
  target,
}: {
  slides: NonNullable<Item['slides']>
  reader: EditionReader
  target: Target | null
}) => {
  const { text, language, direction: way } = useLanguage()
  const t = text.library
  const { slides: words, listen } = useWords(deskWords)
  const [at, setAt] = useState(target?.slide ?? 0)
  const [other, setOther] = useState(false)
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
  useArrows((toTheRight) => byHand(toTheRight === (way === 'ltr') ? 1 : -1))
  const swipe = useSwipe((toTheRight) => byHand(toTheRight === (way === 'ltr') ? -1 : 1))
  if (!slide) return null
  const { path, width, height } = variantHere(slide.image, reader)
  const captionIn = other === (target === null || target.language === language) ? otherOf(language) : language
  return (
    <section class="library-slideshow" aria-label={t.groups.slideshow}>
      <figure class="library-slide" {...swipe}>
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
          <span class="soft">{words.slide(at + 1, slides.length)}</span>
          <span lang={captionIn} dir={direction(captionIn)}>
            {slide.caption[captionIn]}
          </span>
        </figcaption>
      </figure>
      <div class="library-slide-controls">
        <button
          type="button"
          class="button"
          aria-label={words.previous}
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
          {playing ? listen.pause : listen.play}
        </button>
        <button
          type="button"
          class="button"
          aria-label={words.next}
          disabled={at === last}
          onClick={() => byHand(1)}
        >
          <Icon name="next" mirrored />
        </button>
      </div>
      <button type="button" class="button button-quiet" onClick={() => setOther(!other)}>
        <span lang={otherOf(captionIn)}>{abouts[otherOf(captionIn)].name}</span>
        <span class="visually-hidden">{words.captionLanguage}</span>
      </button>
    </section>
  )
}
