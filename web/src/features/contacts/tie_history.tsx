import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import type { TieHistory as History } from '@/shared/api/types';
import { tieHistoryQuery } from './contacts_api';
import styles from './tie_history.module.css';
import { marksOf, outlineOf, picture, yearsOf } from './tie_picture';

/** The tie over time: a line that rises with each encounter, without numbers; its sentence says the same. */
export function TieHistory({ contactId }: { contactId: string }) {
  const { data } = useQuery(tieHistoryQuery(contactId));
  if (!data || data.points.length === 0) return null;
  return <Picture history={data} />;
}

function Picture({ history }: { history: History }) {
  const captionId = useId();
  return (
    <figure className={styles.figure}>
      <svg
        className={styles.picture}
        viewBox={`0 0 ${picture.width} ${picture.height}`}
        role="img"
        aria-labelledby={captionId}
      >
        {yearsOf(history.points).map(({ year, x }) => (
          <g key={year} className={styles.year} aria-hidden>
            <line x1={x} x2={x} y1={0} y2={picture.base} />
            <text x={x + 4} y={picture.height - 2}>
              {year}
            </text>
          </g>
        ))}
        <path className={styles.area} d={outlineOf(history.points)} />
        {marksOf(history).map((x, index) => (
          <circle key={index} className={styles.mark} cx={x} cy={picture.base} r={3} />
        ))}
      </svg>
      <figcaption id={captionId}>{history.text.text}</figcaption>
    </figure>
  );
}
