import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { Role } from '../api/answers';

/** Where a page stands in the navigation. */
export type Group = 'work' | 'look' | 'network';

/** One page. */
export interface Page {
  readonly path: string;
  /** Its name's key below `page.` */
  readonly name: string;
  /** Loads its component: begun early for the first page that is opened. */
  readonly load: () => Promise<{ readonly default: ComponentType }>;
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

/** Loads tables, fields and dialogues. */
export const loadKit = () => import('./Kit');

const ALL: readonly Role[] = ['core', 'supplier', 'bank', 'regulator', 'operator'];
const HOLDERS: readonly Role[] = ['supplier', 'bank'];

const SPECS: readonly Omit<Page, 'view'>[] = [
  { path: '/', name: 'home', load: () => import('../pages/Home'), group: 'work', roles: ALL, phone: ALL, isPlain: true },
  { path: '/payables', name: 'payables', load: () => import('../pages/Payables'), group: 'work', roles: ['core'], phone: ['core'] },
  { path: '/banks', name: 'banks', load: () => import('../pages/Banks'), group: 'work', roles: ['core'], phone: ['core'] },
  { path: '/money', name: 'money', load: () => import('../pages/Money'), group: 'work', roles: ['supplier'], phone: ['supplier'] },
  { path: '/cash', name: 'cash', load: () => import('../pages/Cash'), group: 'work', roles: ['supplier'], phone: ['supplier'] },
  { path: '/submit', name: 'submit', load: () => import('../pages/Submit'), group: 'work', roles: ['supplier', 'core'] },
  { path: '/pay', name: 'pay', load: () => import('../pages/Pay'), group: 'work', roles: ['supplier'], phone: ['supplier'] },
  {
    path: '/incoming',
    name: 'incoming',
    load: () => import('../pages/Incoming'),
    group: 'work',
    roles: ['supplier'],
    phone: ['supplier'],
  },
  { path: '/asks', name: 'asks', load: () => import('../pages/Asks'), group: 'work', roles: ['bank'], phone: ['bank'] },
  { path: '/deals', name: 'deals', load: () => import('../pages/Deals'), group: 'work', roles: ['bank'], phone: ['bank'] },
  { path: '/portfolio', name: 'portfolio', load: () => import('../pages/Portfolio'), group: 'work', roles: ['bank'] },
  { path: '/reductions', name: 'reductions', load: () => import('../pages/Reductions'), group: 'work', roles: ['supplier', 'core'] },
  {
    path: '/approvals',
    name: 'approvals',
    load: () => import('../pages/Approvals'),
    group: 'work',
    roles: ['operator', 'regulator'],
    phone: ['operator'],
  },
  { path: '/endings', name: 'endings', load: () => import('../pages/Endings'), group: 'work', roles: ['regulator'] },
  { path: '/limits', name: 'limits', load: () => import('../pages/Limits'), group: 'work', roles: ['bank', 'regulator', 'operator'] },
  { path: '/settle', name: 'settle', load: () => import('../pages/Settle'), group: 'work', roles: ['bank'], phone: ['bank'] },
  { path: '/deadlines', name: 'deadlines', load: () => import('../pages/Deadlines'), group: 'work', roles: HOLDERS },
  { path: '/statement', name: 'statement', load: () => import('../pages/Statement'), group: 'look', roles: HOLDERS },
  { path: '/receivables', name: 'receivables', load: () => import('../pages/Receivables'), group: 'look', roles: ALL },
  { path: '/receivables/:receivable', name: 'receivable', load: () => import('../pages/ReceivablePage'), group: null, roles: ALL },
  {
    path: '/search',
    name: 'search',
    load: () => import('../pages/Search'),
    group: 'look',
    roles: ALL,
    phone: ['regulator', 'operator'],
  },
  { path: '/refusals', name: 'refusals', load: () => import('../pages/Refusals'), group: 'look', roles: ALL, phone: ['regulator'] },
  { path: '/audit', name: 'audit', load: () => import('../pages/Audit'), group: 'look', roles: ['regulator'], phone: ['regulator'] },
  { path: '/keys', name: 'keys', load: () => import('../pages/Keys'), group: 'network', roles: ALL },
  { path: '/program', name: 'program', load: () => import('../pages/Program'), group: 'network', roles: ALL },
  {
    path: '/companies',
    name: 'companies',
    load: () => import('../pages/Companies'),
    group: 'network',
    roles: ALL,
    phone: ['operator'],
  },
  { path: '/explorer', name: 'explorer', load: () => import('../pages/Explorer'), group: 'network', roles: ALL, phone: ['operator'] },
  {
    path: '/knowledge',
    name: 'knowledge',
    load: () => import('../pages/Knowledge'),
    group: 'network',
    roles: ['core', 'bank', 'regulator', 'operator'],
  },
];

/** Every page, in the order of the navigation. */
export const PAGES: readonly Page[] = SPECS.map((page) => ({ ...page, view: lazy(page.load) }));
