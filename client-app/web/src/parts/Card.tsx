import { useId, type ReactNode } from 'react';

/** What a card needs. */
export interface CardProps {
  readonly title?: ReactNode;
  /** Beside the title: a link or a button. */
  readonly extra?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A part of a page with a heading. */
export function Card({ title, extra, children, className = '' }: CardProps) {
  const id = useId();
  return (
    <section className={`card ${className}`} aria-labelledby={title === undefined ? undefined : id}>
      {title === undefined ? null : (
        <header>
          <h2 id={id}>{title}</h2>
          {extra}
        </header>
      )}
      {children}
    </section>
  );
}

/** One figure with its name; `tone` colours what needs attention. */
export interface FigureProps {
  readonly name: string;
  readonly children: ReactNode;
  readonly note?: ReactNode;
  readonly tone?: 'good' | 'warn' | 'bad';
}

/** One figure of a row of figures. */
export function Figure({ name, children, note, tone }: FigureProps) {
  return (
    <div className={`figure ${tone ?? ''}`}>
      <dt>{name}</dt>
      <dd>{children}</dd>
      {note === undefined ? null : <dd className="note">{note}</dd>}
    </div>
  );
}

/** A row of figures. */
export function Figures({ children }: { readonly children: ReactNode }) {
  return <dl className="figures">{children}</dl>;
}

/** Facts by their names. */
export function Facts({ facts }: { readonly facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
