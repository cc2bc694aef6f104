"""The whole of archlint on one screen: a project's folder in, its Analysis out."""

# Sketch, completed as the rooms are built:
#
#   rulebook  = load_rulebook(root, config)                 rulebook/load.py     archlint.toml, packs, folder files
#   tree      = discover(root, project)                     pipeline/discover.py files, manifests, what is left out
#   facts     = extract(root, tree, ...)                    pipeline/extract.py  cache and workers
#   resolved  = resolve(layout)                             languages/resolve.py what each reference means
#   graph     = link(layout, resolved, tests)               graph/link.py        modules and dependencies
#   rulebook  = rulebook or draft(graph, ...)               pipeline/draft.py    layers proposed from the code
#   system    = System(assign(graph, rulebook), rulebook)   graph/assign.py
#   judgement = judge(system)                               checks/judge.py      findings of every check
#   settled   = settle(judgement, ...)                      pipeline/settle.py   suppressions, exceptions, baseline
#   analysis  = Analysis(...)                               verdicts and statistics
