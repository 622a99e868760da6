import { useId } from 'preact/hooks'

/** A labelled progress bar; `label` says what, in words with figures. `value` from 0 to 1, absent while unknown. */
export const Progress = ({ label, value }: { label: string; value?: number }) => {
  const id = useId()
  return (
    <div class="progress">
      <label for={id}>{label}</label>
      {value === undefined ? <progress id={id} /> : <progress id={id} value={value} max={1} />}
    </div>
  )
}
