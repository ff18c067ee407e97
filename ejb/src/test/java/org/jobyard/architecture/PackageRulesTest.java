package org.jobyard.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.ejb.MessageDriven;

/** Which package may use which: the table in docs/architecture.md. */
@AnalyzeClasses(
        packages = "org.jobyard",
        importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class PackageRulesTest {
    @ArchTest
    static final ArchRule the_job_is_plain_java = classes()
            .that()
            .resideInAPackage("org.jobyard.job")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("org.jobyard.job", "java..", "jakarta.persistence..")
            .because("the rules of a job must be testable without a server");

    @ArchTest
    static final ArchRule packages_go_one_way = slices().matching("org.jobyard.(*)..")
            .should()
            .beFreeOfCycles()
            .because("who reads one package must not have to read them all");

    @ArchTest
    static final ArchRule the_platform_stands_alone = noClasses()
            .that()
            .resideInAPackage("org.jobyard.platform")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.jobyard.job",
                    "org.jobyard.security",
                    "org.jobyard.messaging",
                    "org.jobyard.persistence",
                    "org.jobyard.dispatch");

    @ArchTest
    static final ArchRule only_messaging_sends_through_jms = noClasses()
            .that()
            .resideOutsideOfPackages("org.jobyard.messaging", "org.jobyard.ra..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("jakarta.jms.JMSContext")
            .because("what is sent must be part of the transaction, in one form");

    @ArchTest
    static final ArchRule listeners_only_unwrap_and_delegate =
            classes().that().areAnnotatedWith(MessageDriven.class).should().haveSimpleNameEndingWith("Listener");
}
