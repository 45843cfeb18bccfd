import { panelWidth } from '../state/preferences.js';

const NARROWEST = 340;
const WIDEST = 760;
const STEP = 24;

function setWidth(width: number): void {
  panelWidth.value = Math.round(Math.max(NARROWEST, Math.min(WIDEST, width)));
}

/** The edge between the chat and what stands beside it: drag it, or move it with the arrow keys. */
export function WidthHandle() {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule of the page cannot be dragged, a separator can
    <div
      class="width-handle"
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the side panel"
      aria-valuenow={panelWidth.value}
      aria-valuemin={NARROWEST}
      aria-valuemax={WIDEST}
      tabIndex={0}
      onKeyDown={(event) => {
        const step = { ArrowLeft: STEP, ArrowRight: -STEP }[event.key];
        if (step) setWidth(panelWidth.value + step);
      }}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId))
          setWidth(window.innerWidth - event.clientX);
      }}
    />
  );
}
