import { useEffect, useState } from 'preact/hooks'
import { QrCode } from '../QrCode.tsx'
import { framesOf, largeCode, smallCode } from './frames.ts'
import { useCourierWords } from './use-words.ts'

/** How long each of several codes stands, ms: a reader looks some five times in it. */
const turnMs = 800

const still = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

/** A line as a code for another phone's camera; as several in turn where it is too long, or the camera too weak. */
export const ShowCode = ({ line, label }: { line: string; label: string }) => {
  const t = useCourierWords()
  const [small, setSmall] = useState(false)
  const [frames, setFrames] = useState<readonly string[]>([])
  const [at, setAt] = useState(0)
  const [turning, setTurning] = useState(() => !still())
  useEffect(() => {
    let current = true
    void framesOf(line, small ? smallCode : largeCode).then((made) => {
      if (!current) return
      setAt(0)
      setFrames(made)
    })
    return () => {
      current = false
    }
  }, [line, small])
  const count = frames.length
  const next = () => setAt((now) => (now + 1) % count)
  useEffect(() => {
    if (count < 2 || !turning) return
    const timer = setInterval(next, turnMs)
    return () => clearInterval(timer)
  }, [count, turning])
  const frame = frames[at]
  if (frame === undefined) return null
  return (
    <figure class="courier-code">
      <QrCode text={frame} label={label} correction="L" />
      {count > 1 && (
        <figcaption class="row">
          <span>{t.code(at + 1, count)}</span>
          <button type="button" class="button button-quiet" onClick={() => setTurning(!turning)}>
            {turning ? t.pause : t.goOn}
          </button>
          {!turning && (
            <button type="button" class="button button-quiet" onClick={next}>
              {t.next}
            </button>
          )}
        </figcaption>
      )}
      {line.length > smallCode && (
        <button
          type="button"
          class="button button-quiet"
          aria-pressed={small}
          onClick={() => setSmall(!small)}
        >
          {t.smaller}
        </button>
      )}
    </figure>
  )
}
