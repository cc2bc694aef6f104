"""Statements of mappers and tables of migrations: files as they are written, and files that were written to harm."""

import pytest
from deployment_files import read

from archlint.manifests.catalogue import wants
from archlint.model.deployment import Statement

MAPPER = """
    <!DOCTYPE mapper PUBLIC "-//mybatis.org//DTD Mapper 3.0//EN" "http://mybatis.org/dtd/mybatis-3-mapper.dtd">
    <mapper namespace="shop.BillMapper">
      <sql id="own">bill <include refid="own"/></sql>
      <select id="all">
        SELECT * FROM <include refid="shop.BillMapper.own"/> <!-- JOIN nothing -->
      </select>
    </mapper>
"""


def test_a_statement_is_one_line_with_what_it_includes() -> None:
    found = read({"BillMapper.xml": MAPPER})
    assert found.problems == ()
    (statement,) = found.statements
    assert (statement.line, statement.of, statement.technology) == (4, "shop.BillMapper.all", "MyBatis")
    assert statement.sql.startswith("SELECT * FROM bill bill")


def test_fragments_that_include_each_other_stay_small() -> None:
    parts = "".join(
        f'<sql id="s{n}">{"x" * 100}<include refid="s{n + 1}"/><include refid="s{n + 1}"/></sql>' for n in range(60)
    )
    text = f'<mapper namespace="a.M"><![CDATA[ ]]>{parts}<select id="q"><include refid="s0"/></select></mapper>'
    (statement,) = read({"M.xml": text}).statements
    assert len(statement.sql) < 21_000


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('<!DOCTYPE mapper [<!ENTITY x "y">]><mapper namespace="a">&x;</mapper>', "it declares entities"),
        (
            '<!DOCTYPE mapper [<!ENTITY % x SYSTEM "file:///etc/passwd">%x;]><mapper namespace="a"/>',
            "it declares entities",
        ),
        ('<mapper namespace="a">' + "<if>" * 200, "it is nested deeper than 100 levels"),
        ('<mapper namespace="a"><select id="q">SELECT', "not XML: no element found"),
    ],
)
def test_what_is_no_mapper_is_told(text: str, why: str) -> None:
    found = read({"M.xml": text})
    assert found.statements == ()
    (problem,) = found.problems
    assert problem.startswith("M.xml:")
    assert why in problem


def test_other_files_in_xml_say_nothing() -> None:
    found = read({"layout/main.xml": "<LinearLayout><mapper/></LinearLayout>", "broken.xml": "<a"})
    assert (found.statements, found.problems) == ((), ())


def test_tables_of_versioned_and_repeated_migrations() -> None:
    text = """
        /* create table never (id int);
        */ CREATE UNLOGGED TABLE "Bill" (id int, note text DEFAULT 'it''s: create table no');
        -- create table nor (id int)
        create table if not exists [dbo].[usage](id int);
        insert into bill values ('unclosed);
        CREATE TABLE tariff (id int);
    """
    found = read({"db/migration/V1_2__bills.sql": text, "db/migration/R__views.sql": text, "schema.sql": text})
    assert [(one.line, one.creates) for one in found.statements] == 2 * [(2, "Bill"), (4, "usage"), (6, "tariff")]


def test_tables_of_changelogs() -> None:
    xml = """
        <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">
          <changeSet id="1"><createTable tableName="bill"/><createTable/><dropTable tableName="old"/></changeSet>
        </databaseChangeLog>
    """
    found = read({"db/changes.xml": xml, "db/changes.yaml": "databaseChangeLog:\n  - include: {file: other.yaml}\n"})
    assert found.statements == (Statement("db/changes.xml", 2, creates="bill", technology="Liquibase"),)
    assert found.problems == ()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("orders/src/main/resources/mapper/OrderMapper.xml", True),
        ("db/migration/V1__init.sql", True),
        ("db/schema.sql", False),
        ("src/test/resources/mapper/OrderMapper.xml", False),
    ],
)
def test_wanted_files(path: str, expected: bool) -> None:
    assert wants(path) is expected


def test_steps_of_processes() -> None:
    text = """
        <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
            xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
          <bpmn:serviceTask id="a"><bpmn:extensionElements>
            <zeebe:taskDefinition type="charge" /><zeebe:taskDefinition type="= kind" />
          </bpmn:extensionElements></bpmn:serviceTask>
          <bpmn:serviceTask id="b" camunda:type="external" camunda:topic="ship" />
          <bpmn:serviceTask id="c" camunda:topic="${topic}" />
        </bpmn:definitions>
    """
    found = read({"order.bpmn": text, "broken.bpmn": "<bpmn"})
    assert [(one.line, one.topic, one.technology) for one in found.steps] == [
        (4, "charge", "Zeebe"),
        (6, "ship", "Camunda"),
    ]
    assert [one.partition(":")[0] for one in found.problems] == ["broken.bpmn"]
