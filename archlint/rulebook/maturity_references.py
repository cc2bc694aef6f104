"""What [maturity], [[answers]] and [[drivers]] refer to: a Combined declaration in, complaints about what is not there out."""

from archlint.model.maturity import Maturity, MaturityModel
from archlint.model.rulebook import Origin
from archlint.rulebook.complaints import Complaints, choice, shown
from archlint.rulebook.merge import Combined, Merged, complain
from archlint.rulebook.own_files import Own


def complain_about_maturity(combined: Combined, own: Own, complaints: Complaints) -> None:
    """Models, standards, domains and questions that are not there, and questions that are answered twice."""
    if not (combined.maturity or combined.arrays["answers"] or combined.arrays["drivers"]):
        return
    from archlint.rulebook.maturity import load_criteria, load_models, questions_of

    maturity = combined.maturity or Merged({}, {})
    name = maturity.values.get("model", Maturity().model)
    model = {**load_models(), **dict(own.models)}.get(name)
    if model is None:
        hint = (
            f"maturity.model: unknown model '{shown(name)}'{choice(name, load_models())}, or ./FILE.toml of the project"
        )
        complain(maturity, "model", hint, complaints)
        return
    for position, file in enumerate(maturity.values.get("criteria", ())):
        if file not in dict(own.criteria):
            told = f"maturity.criteria: expected ./FILE.toml of the project, got '{shown(file)}'"
            complain(maturity, f"criteria.{position}", told, complaints)
    _check_domains(model, maturity, combined, complaints)
    standards = {**load_criteria(), **{one.name: one for _, one in own.criteria}}
    _check_answers(sorted(questions_of(model, standards)), combined, complaints)


def _check_domains(model: MaturityModel, maturity: Merged, combined: Combined, complaints: Complaints) -> None:
    domains = [domain.name for domain in model.domains]
    for domain in maturity.values.get("targets", {}):
        if domain not in domains:
            told = f"maturity.targets: unknown domain '{shown(domain)}'{choice(domain, domains)}"
            complain(maturity, f"targets.{domain}", told, complaints)
    for driver in combined.arrays["drivers"]:
        for position, domain in enumerate(driver.values.get("serves", ())):
            if domain not in domains:
                told = f"drivers.serves: unknown domain '{shown(domain)}'{choice(domain, domains)}"
                complain(driver, f"serves.{position}", told, complaints)


def _check_answers(questions: list[str], combined: Combined, complaints: Complaints) -> None:
    seen: dict[str, Origin] = {}
    for answer in combined.arrays["answers"]:
        question = answer.values.get("question", "")
        if question and question not in questions:
            told = f"answers.question: nobody asks '{shown(question)}'{choice(question, questions)}"
            complain(answer, "question", told, complaints)
        elif question in seen:
            there = seen[question]
            told = f"answers.question: '{shown(question)}' is answered already ({there.file}:{there.line})"
            complain(answer, "question", told, complaints)
        seen.setdefault(question, answer.origins[""])
