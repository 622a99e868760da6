import { useLayoutEffect, useRef, useState } from 'preact/hooks'

interface Props {
  /** The button that asks; `label` where its words need more for those who do not see the line it stands in. */
  words: string
  label?: string
  ask: string
  yes: string
  no: string
  onYes: () => void
}

/** A button that asks once more before it does what cannot be undone here. The safe answer has the focus; Escape gives it, too. */
export const Confirm = ({ words, label, ask, yes, no, onYes }: Props) => {
  const [asking, setAsking] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const safe = useRef<HTMLButtonElement>(null)
  const left = useRef(false)
  useLayoutEffect(() => {
    if (asking) safe.current?.focus()
    else if (left.current) opener.current?.focus()
    left.current = false
  }, [asking])
  const leave = () => {
    left.current = true
    setAsking(false)
  }
  if (!asking)
    return (
      <button
        type="button"
        class="button"
        ref={opener}
        {...(label && { 'aria-label': label })}
        onClick={() => setAsking(true)}
      >
        {words}
      </button>
    )
  return (
    <fieldset
      aria-label={ask}
      class="packs-confirm"
      onKeyDown={(event) => {
        if (event.key === 'Escape') leave()
      }}
    >
      <p class="packs-line">{ask}</p>
      <div class="row">
        <button type="button" class="button" ref={safe} onClick={leave}>
          {no}
        </button>
        <button
          type="button"
          class="button packs-danger"
          onClick={() => {
            setAsking(false)
            onYes()
          }}
        >
          {yes}
        </button>
      </div>
    </fieldset>
  )
}
