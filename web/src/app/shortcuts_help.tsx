import { Dialog } from '@/shared/ui/dialog';
import { mainPlaces, otherPlaces } from './places';
import styles from './shortcuts_help.module.css';

const keys: [string, string][] = [
  ['Ctrl K  or  /', 'Find a person or a page'],
  ['l', 'Log an encounter'],
  ['?', 'This list'],
  ...[...mainPlaces, ...otherPlaces].map(({ letter, label }): [string, string] => [`g ${letter}`, label]),
  ['→  ←', 'Sorting: matters, not now'],
  ['1  2  3', 'Sorting: how close'],
  ['m  q  t  w', 'Sorting: how often'],
  ['u', 'Sorting: take back'],
];

export function ShortcutsHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title="Keys">
      <dl className={styles.keys}>
        {keys.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
