import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

// What each feature may use of another one. The order is acyclic: a feature sees only those named for it.
const uses = {
  accounts: [],
  circles: [],
  goals: [],
  introductions: [],
  contacts: ['circles'],
  follow_ups: ['contacts'],
  encounters: ['contacts', 'follow_ups'],
  imports: [],
  today: ['contacts', 'encounters', 'goals'],
  triage: ['contacts', 'today'],
};
const features = Object.keys(uses);

const forbid = (patterns) => ({
  'no-restricted-imports': ['error', { patterns: patterns.map(([regex, message]) => ({ regex, message })) }],
});
const deepRelative = ['^\\.\\./\\.\\.', 'Use @/ for what lies further than one folder away.'];
const lucideRoot = ['^lucide-react$', 'Import the icon itself: lucide-react/icons/…'];

export default tseslint.config(
  { ignores: ['dist', 'src/shared/api/schema.d.ts'] },
  ...tseslint.configs.strict,
  reactHooks.configs.flat.recommended,
  {
    languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } },
    rules: {
      ...forbid([deepRelative, lucideRoot]),
      'max-lines': ['error', 300],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // Tanstack Virtual's hook is safe here: no component that uses it is memoised by hand.
      'react-hooks/incompatible-library': 'off',
    },
  },
  {
    files: ['src/shared/**'],
    rules: forbid([deepRelative, lucideRoot, ['^@/(features|app)/', 'shared knows neither features nor the app.']]),
  },
  ...features.map((feature) => ({
    files: [`src/features/${feature}/**`],
    rules: forbid([
      deepRelative,
      lucideRoot,
      ['^@/app/', 'A feature does not know the app.'],
      [
        `^@/features/(?!(${[feature, ...uses[feature]].join('|')})/)`,
        `${feature} may use only: ${uses[feature].join(', ') || 'no other feature'}.`,
      ],
    ]),
  })),
  { files: ['scripts/**'], languageOptions: { globals: { URL: 'readonly' } }, rules: { 'no-console': 'off' } },
);
