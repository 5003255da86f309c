// SPDX-License-Identifier: GPL-3.0-or-later
// fit-peer.cjs LOG.csv…: what fsrs-rs makes of each log, through its npm binding; one line of JSON for each.
const fs = require('node:fs')
const { computeParameters, FSRSBindingItem, FSRSBindingReview } = require('@open-spaced-repetition/binding')

// As Anki calls it. Without the timeout the binding looks for its result only every 500 ms.
const options = {
  enableShortTerm: true,
  numRelearningSteps: 1,
  timeout: 1,
  trainingConfig: { numEpochs: 8, batchSize: 512, seed: 2023, maxSeqLen: 256, learningRate: 0.04, gamma: 1 },
}

// Every answer at least a day after the one before, in time order, as [time, row, history length, history].
function readAnswers (path) {
  const histories = new Map()
  const answers = []
  fs.readFileSync(path, 'utf8').trim().split('\n').slice(1).forEach((line, row) => {
    const [card, time, rating, days] = line.split(',').map(Number)
    const history = histories.get(card) ?? []
    histories.set(card, history)
    history.push(new FSRSBindingReview(rating, history.length > 0 ? Math.max(0, days) : 0))
    if (history.length > 1 && days > 0) answers.push([time, row, history.length, history])
  })
  return answers.sort((a, b) => a[0] - b[0] || a[1] - b[1])
}

async function fit (answers) {
  const items = answers.map(([, , length, history]) => new FSRSBindingItem(history.slice(0, length)))
  const start = performance.now()
  const parameters = await computeParameters(items, options)
  return { parameters, seconds: (performance.now() - start) / 1000 }
}

async function main () {
  for (const path of process.argv.slice(2)) {
    const answers = readAnswers(path)
    const train = await fit(answers.slice(0, Math.floor(answers.length * 4 / 5)))
    const { seconds } = await fit(answers)
    console.log(JSON.stringify({ parameters: train.parameters, seconds }))
  }
}

main().catch(error => {
  console.error(String(error))
  process.exit(1)
})
