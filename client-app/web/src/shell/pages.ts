import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { Role } from '../api/answers';

/** Where a page stands in the navigation. */
export type Group = 'work' | 'look' | 'network';

/** One page. */
export interface Page {
  readonly path: string;
  /** Its name's key below `page.` */
  readonly name: string;
  readonly view: LazyExoticComponent<ComponentType>;
  /** Null for a page that is only reached from others. */
  readonly group: Group | null;
  /** Who finds it in the navigation. Everybody may open it: the server decides what is shown. */
  readonly roles: readonly Role[];
  /** Who finds it in the bar at the bottom of a phone; what is needed most. */
  readonly phone?: readonly Role[];
  /** Whether it does without tables, fields and dialogues of the kit. */
  readonly isPlain?: true;
}

const ALL: readonly Role[] = ['core', 'supplier', 'bank', 'regulator', 'operator'];
const HOLDERS: readonly Role[] = ['supplier', 'bank'];

/** Every page, in the order of the navigation. */
export const PAGES: readonly Page[] = [
  { path: '/', name: 'home', view: lazy(() => import('../pages/Home')), group: 'work', roles: ALL, phone: ALL, isPlain: true },
  { path: '/payables', name: 'payables', view: lazy(() => import('../pages/Payables')), group: 'work', roles: ['core'], phone: ['core'] },
  { path: '/banks', name: 'banks', view: lazy(() => import('../pages/Banks')), group: 'work', roles: ['core'], phone: ['core'] },
  { path: '/money', name: 'money', view: lazy(() => import('../pages/Money')), group: 'work', roles: ['supplier'], phone: ['supplier'] },
  { path: '/cash', name: 'cash', view: lazy(() => import('../pages/Cash')), group: 'work', roles: ['supplier'], phone: ['supplier'] },
  { path: '/submit', name: 'submit', view: lazy(() => import('../pages/Submit')), group: 'work', roles: ['supplier', 'core'] },
  { path: '/pay', name: 'pay', view: lazy(() => import('../pages/Pay')), group: 'work', roles: ['supplier'], phone: ['supplier'] },
  {
    path: '/incoming',
    name: 'incoming',
    view: lazy(() => import('../pages/Incoming')),
    group: 'work',
    roles: ['supplier'],
    phone: ['supplier'],
  },
  { path: '/asks', name: 'asks', view: lazy(() => import('../pages/Asks')), group: 'work', roles: ['bank'], phone: ['bank'] },
  { path: '/deals', name: 'deals', view: lazy(() => import('../pages/Deals')), group: 'work', roles: ['bank'], phone: ['bank'] },
  { path: '/portfolio', name: 'portfolio', view: lazy(() => import('../pages/Portfolio')), group: 'work', roles: ['bank'] },
  { path: '/reductions', name: 'reductions', view: lazy(() => import('../pages/Reductions')), group: 'work', roles: ['supplier', 'core'] },
  {
    path: '/approvals',
    name: 'approvals',
    view: lazy(() => import('../pages/Approvals')),
    group: 'work',
    roles: ['operator', 'regulator'],
    phone: ['operator'],
  },
  { path: '/endings', name: 'endings', view: lazy(() => import('../pages/Endings')), group: 'work', roles: ['regulator'] },
  { path: '/limits', name: 'limits', view: lazy(() => import('../pages/Limits')), group: 'work', roles: ['bank', 'regulator', 'operator'] },
  { path: '/settle', name: 'settle', view: lazy(() => import('../pages/Settle')), group: 'work', roles: ['bank'], phone: ['bank'] },
  { path: '/deadlines', name: 'deadlines', view: lazy(() => import('../pages/Deadlines')), group: 'work', roles: HOLDERS },
  { path: '/statement', name: 'statement', view: lazy(() => import('../pages/Statement')), group: 'look', roles: HOLDERS },
  { path: '/receivables', name: 'receivables', view: lazy(() => import('../pages/Receivables')), group: 'look', roles: ALL },
  { path: '/receivables/:receivable', name: 'receivable', view: lazy(() => import('../pages/ReceivablePage')), group: null, roles: ALL },
  {
    path: '/search',
    name: 'search',
    view: lazy(() => import('../pages/Search')),
    group: 'look',
    roles: ALL,
    phone: ['regulator', 'operator'],
  },
  { path: '/refusals', name: 'refusals', view: lazy(() => import('../pages/Refusals')), group: 'look', roles: ALL, phone: ['regulator'] },
  { path: '/audit', name: 'audit', view: lazy(() => import('../pages/Audit')), group: 'look', roles: ['regulator'], phone: ['regulator'] },
  { path: '/keys', name: 'keys', view: lazy(() => import('../pages/Keys')), group: 'network', roles: ALL },
  { path: '/program', name: 'program', view: lazy(() => import('../pages/Program')), group: 'network', roles: ALL },
  {
    path: '/companies',
    name: 'companies',
    view: lazy(() => import('../pages/Companies')),
    group: 'network',
    roles: ALL,
    phone: ['operator'],
  },
  { path: '/explorer', name: 'explorer', view: lazy(() => import('../pages/Explorer')), group: 'network', roles: ALL, phone: ['operator'] },
  {
    path: '/knowledge',
    name: 'knowledge',
    view: lazy(() => import('../pages/Knowledge')),
    group: 'network',
    roles: ['core', 'bank', 'regulator', 'operator'],
  },
];
