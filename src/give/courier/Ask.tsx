import { useState } from 'preact/hooks'

/** A button that asks once more before it does what cannot be undone. */
export const Ask = (props: { words: string; ask: string; yes: string; no: string; onYes: () => void }) => {
  const [asking, setAsking] = useState(false)
  if (!asking)
    return (
      <button type="button" class="button button-quiet" onClick={() => setAsking(true)}>
        {props.words}
      </button>
    )
  return (
    <div class="give-cancel" role="alert">
      <p>{props.ask}</p>
      <div class="row">
        <button type="button" class="button" onClick={props.onYes}>
          {props.yes}
        </button>
        <button type="button" class="button button-quiet" onClick={() => setAsking(false)}>
          {props.no}
        </button>
      </div>
    </div>
  )
}
