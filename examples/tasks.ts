import { answers, type Context, lists, type Section } from './example.ts'
import { isMain } from './main.ts'
import { run } from './run.ts'

const seeded = ({ tcex, ids }: Context) => tcex.ti.task({ owner: 'MyOrg', uniqueId: ids.task })

let task: ReturnType<typeof newTask>

const newTask = ({ tcex }: Context) =>
  tcex.ti.task({ name: 'Block it', owner: 'MyOrg', dueDate: '3 days ago' })

const tasks: Section = {
  title: 'Tasks',
  examples: [
    lists('all', ({ tcex }) => tcex.ti.task({ owner: 'MyOrg' }).many()),
    lists('by tag', ({ tcex }) => tcex.ti.tag('Crimeware').tasks()),
    lists('group associations', (context) => seeded(context).groupAssociations()),
    lists('attributes', (context) => seeded(context).attributes()),
    lists('tags', (context) => seeded(context).tags()),
    lists('labels', (context) => seeded(context).labels()),
    answers(201, 'create', (context) => {
      task = newTask(context)
      return task.create()
    }),
    answers(200, 'single', () => task.single()),
    lists('overdue ones', ({ tcex }) =>
      tcex.ti.task({ owner: 'MyOrg' }).many({ filters: tcex.filters().add('overdue', '=', true) }),
    ),
    answers(200, 'update', ({ tcex }) => {
      const { uniqueId } = task
      return tcex.ti.task({ owner: 'MyOrg', uniqueId, status: 'Completed' }).update()
    }),
    answers(200, 'delete', () => task.delete()),
  ],
}

export const taskSections: readonly Section[] = [tasks]

if (isMain(import.meta.url)) process.exitCode = await run(taskSections)
