import { useState } from 'preact/hooks'
import { useText } from '../../ui/language.tsx'

/** A button that asks once more before it does what cannot be undone. */
export const Ask = (props: { words: string; ask: string; yes: string; onYes: () => void }) => {
  const { list } = useText().give
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
          {list.cancelNo}
        </button>
      </div>
    </div>
  )
}
