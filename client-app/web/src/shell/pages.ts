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
  /** Whether it stands in the bar at the bottom of a phone. */
  readonly onPhone?: boolean;
}

const ALL: readonly Role[] = ['core', 'supplier', 'bank', 'regulator', 'operator'];

/** Every page, in the order of the navigation. */
export const PAGES: readonly Page[] = [
  { path: '/', name: 'home', view: lazy(() => import('../pages/Home')), group: 'work', roles: ALL, onPhone: true },
];
