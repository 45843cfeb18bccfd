import type { CampaignReport } from '../../../../report.js';
import { Audience } from './Audience.js';
import { Doubtful } from './Doubtful.js';
import { Failures } from './Failures.js';
import { Funnel } from './Funnel.js';
import { Header } from './Header.js';
import { Progress } from './Progress.js';
import { Timeline } from './Timeline.js';
import { Variants } from './Variants.js';
import './campaign.css';
import './legend.css';
import './drawings.css';
import './tables.css';

export function Campaign({ report }: { report: CampaignReport }) {
  return (
    <article class="campaign">
      <Header report={report} />
      <Progress report={report} />
      <Funnel report={report} />
      <Timeline report={report} />
      {report.variants && <Variants variants={report.variants} />}
      <div class="pair">
        <Failures report={report} />
        <Audience audience={report.audience} />
      </div>
      <Doubtful report={report} />
    </article>
  );
}
