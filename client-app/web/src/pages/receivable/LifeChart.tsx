import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trace, TraceNode } from '../../api/answers';
import { paletteOf, type Palette } from '../../charts/palette';
import { money } from '../../format/money';
import { Loading } from '../../parts/States';
import { useCompanyName } from '../../parts/texts';
import { useSession } from '../../session/session';
import { useAppearance } from '../../shell/theme';
import { branchesOf, type Branch } from './life';

const Chart = lazy(() => import('../../charts/SankeyChart'));
const ROW_PX = 44;
const LEAST_PX = 220;
const MOST_PX = 900;
/** Shares are drawn to a millionth of the face. */
const PARTS = 1_000_000n;

/** The tree of a receivable as a picture: its face flows from owner to owner and is cut on the way. */
export function LifeChart({ trace }: { readonly trace: Trace }) {
  const { t } = useTranslation();
  const { program } = useSession();
  const { isDark } = useAppearance();
  const nameOf = useCompanyName();
  const branches = useMemo(() => branchesOf(trace), [trace]);
  const option = useMemo(() => {
    const colours = paletteOf(isDark);
    const owners = [...new Set(branches.map(({ node }) => node.owner ?? ''))];
    const ownerText = (node: TraceNode): string => (node.owner === null ? t('receivable.hidden') : nameOf(node.owner));
    const textOf = (node: TraceNode): string => `${ownerText(node)}  ${money(node.amountMinor, program.currency)}`;
    return {
      animation: false,
      tooltip: {
        backgroundColor: colours.card,
        borderColor: colours.line,
        textStyle: { color: colours.ink },
        formatter: ({ name }: { readonly name: string }) => {
          const found = branches.find(({ node }) => node.token === name)?.node;
          return found === undefined ? '' : `${textOf(found)}<br>${t(`life.state.${found.state}`)}<br><small>${name}</small>`;
        },
      },
      series: [
        {
          type: 'sankey',
          left: 8,
          right: 230,
          top: 8,
          bottom: 8,
          nodeWidth: 14,
          nodeGap: 12,
          draggable: false,
          layoutIterations: 0,
          emphasis: { focus: 'trajectory' },
          data: branches.map(({ node, depth }) => ({
            name: node.token,
            depth,
            itemStyle: {
              color: colourOf(node, owners, colours),
              borderWidth: 0,
              opacity: node.state === 'CUT' || node.state === 'JOINED' ? 0.55 : 1,
            },
            label: { show: true, color: colours.ink, fontSize: 12, formatter: () => textOf(node) },
          })),
          links: linksOf(branches, BigInt(trace.faceMinor)),
          lineStyle: { color: colours.line, opacity: 0.9, curveness: 0.4 },
        },
      ],
    };
  }, [branches, isDark, nameOf, program.currency, t, trace.faceMinor]);
  const leaves = branches.filter(({ node }) => node.children.length === 0).length;
  if (branches.length < 2) return <p className="note">{t('receivable.whole')}</p>;
  return (
    <Suspense fallback={<Loading rows={5} />}>
      <div className="wideChart" tabIndex={0} role="group" aria-label={t('receivable.tree')}>
        <Chart
          option={option}
          height={Math.min(MOST_PX, Math.max(LEAST_PX, leaves * ROW_PX))}
          label={t('receivable.treeLabel', { count: leaves })}
        />
      </div>
    </Suspense>
  );
}

function linksOf(branches: readonly Branch[], face: bigint) {
  return branches.flatMap(({ node }) =>
    node.children.map((child) => ({
      source: node.token,
      target: child.token,
      value: Math.max(1, Number((BigInt(child.amountMinor) * PARTS) / (face === 0n ? 1n : face))),
    })),
  );
}

function colourOf(node: TraceNode, owners: readonly string[], { series, soft }: Palette): string {
  if (node.owner === null) return soft;
  return series[owners.indexOf(node.owner) % series.length] ?? soft;
}
