import { useEffect, useRef, useState } from 'preact/hooks'

interface Props {
  /** The button that asks; `label` where its words need more for those who do not see the line it stands in. */
  words: string
  label?: string
  ask: string
  yes: string
  no: string
  onYes: () => void
}

/** A button that asks once more before it does what cannot be undone here. The safe answer has the focus. */
export const Confirm = ({ words, label, ask, yes, no, onYes }: Props) => {
  const [asking, setAsking] = useState(false)
  const safe = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (asking) safe.current?.focus()
  }, [asking])
  if (!asking)
    return (
      <button
        type="button"
        class="button"
        {...(label && { 'aria-label': label })}
        onClick={() => setAsking(true)}
      >
        {words}
      </button>
    )
  return (
    <fieldset aria-label={ask} class="packs-confirm">
      <p class="packs-line">{ask}</p>
      <div class="row">
        <button type="button" class="button" ref={safe} onClick={() => setAsking(false)}>
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
