import FileUp from 'lucide-react/icons/file-up';
import { useRef, useState, type DragEvent } from 'react';
import { Button } from '@/shared/ui/button';
import { cx } from '@/shared/ui/cx';
import { Progress } from '@/shared/ui/progress';
import { sayProblem } from '@/shared/ui/toast';
import type { Import } from '@/shared/api/types';
import styles from './drop_files.module.css';
import { startImport } from './imports_api';
import { words } from './words';

/** Takes files by drop or choice and sends them with progress. */
export function DropFiles({ onStarted, main }: { onStarted: (started: Import) => void; main?: boolean }) {
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [sent, setSent] = useState<number | null>(null);

  async function take(list: FileList | null | undefined): Promise<void> {
    const files = [...(list ?? [])];
    if (files.length === 0) return;
    setSent(0);
    try {
      onStarted(await startImport(files, setSent));
    } catch (error) {
      sayProblem(error);
    } finally {
      setSent(null);
    }
  }
  function drop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files);
  }

  return (
    <div
      className={cx(styles.drop, over && styles.over)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <FileUp size={32} aria-hidden />
      {sent === null ? (
        <>
          <p>{words.drop}</p>
          <Button look={main ? 'filled' : 'soft'} onClick={() => picker.current?.click()}>
            {words.choose}
          </Button>
        </>
      ) : (
        <>
          <p>
            {words.sending}: {Math.round(sent * 100)} %
          </p>
          <Progress label={words.sending} value={sent} />
        </>
      )}
      <input
        ref={picker}
        hidden
        multiple
        type="file"
        accept=".vcf,.vcard,.csv,text/vcard,text/csv"
        aria-label={words.choose}
        onChange={(event) => {
          void take(event.target.files);
          event.target.value = '';
        }}
      />
    </div>
  );
}
