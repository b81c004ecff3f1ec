import type { TcEx, TiResponse } from 'tcex'
import type { Context } from './example.ts'

/** Makes the items that the examples read, and gives the ids they have here. */
export async function seed(tcex: TcEx): Promise<Context> {
  const adversary = tcex.ti.adversary({ name: 'my_name_filter', owner: 'MyOrg' })
  const other = tcex.ti.adversary({ name: 'Example Adversary', owner: 'MyOrg' })
  const campaign = tcex.ti.campaign({ name: 'camp-1', owner: 'MyOrg', firstSeen: '2019-04-01' })
  const address = tcex.ti.address({ ip: '1.1.1.1', owner: 'MyOrg', rating: 3, confidence: 60 })
  const host = tcex.ti.host({ hostName: 'bad.example.com', owner: 'MyOrg' })
  const task = tcex.ti.task({ name: 'Send domains to the response team', owner: 'MyOrg' })
  const victim = tcex.ti.victim({ name: 'John', owner: 'MyOrg' })
  const all = [adversary, other, campaign, address, host, task, victim] as const

  for (const item of all) await must(item.create())
  await must(victim.addAsset({ assetType: 'EmailAddress', address: 'john@example.com' }))
  for (const item of all) {
    await must(item.addTag({ name: 'Crimeware' }))
    await must(item.addLabel({ label: 'TLP:AMBER' }))
    await must(item.addAttribute({ attributeType: 'Description', attributeValue: 'Made for the examples.' }))
  }
  for (const target of [other, campaign, address, host, task, victim])
    await must(adversary.addAssociation({ target }))
  for (const target of [host, victim]) await must(address.addAssociation({ target }))
  const ids = {
    adversary: Number(adversary.uniqueId),
    otherAdversary: Number(other.uniqueId),
    campaign: Number(campaign.uniqueId),
    task: Number(task.uniqueId),
    victim: Number(victim.uniqueId),
  }
  return { tcex, ids }
}

async function must(answer: Promise<TiResponse>): Promise<void> {
  ;(await answer).throwForStatus()
}
