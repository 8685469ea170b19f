import type { AskFailure } from './ask.ts';
import { BriefingList } from './briefing-list.ts';
import { BriefingView, type BriefingViewOptions } from './briefing-view.ts';
import { speaker, type WidgetLanguage } from './strings.ts';

/** The briefing on the service's own page, which loads this script after its first paint. */
export function createPageBriefing(
  language: WidgetLanguage,
  options: Pick<BriefingViewOptions, 'key' | 'announce'>,
): BriefingView {
  const say = speaker(language);
  const describe = ({ detail }: AskFailure) => detail ?? say('failed');
  return new BriefingView(new BriefingList('page'), { ...options, endpoint: '', language, say, describe });
}
