import type { CampaignReport } from '../../../../report.js';
import { useWidth } from '../state/use-width.js';
import { FUNNEL_HEIGHT, FunnelDrawing, funnelSentence } from './FunnelDrawing.js';

export function Funnel({ report: { funnel } }: { report: CampaignReport }) {
  const [host, width] = useWidth<HTMLDivElement>();
  return (
    <section class="card" aria-labelledby="funnel">
      <h2 id="funnel">From sent to answered</h2>
      <div ref={host}>
        <svg width={width} height={FUNNEL_HEIGHT} role="img" aria-label={funnelSentence(funnel)}>
          <FunnelDrawing funnel={funnel} width={width} />
        </svg>
      </div>
    </section>
  );
}
