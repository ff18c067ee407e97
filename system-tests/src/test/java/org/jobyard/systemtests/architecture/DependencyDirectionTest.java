package org.jobyard.systemtests.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may use whom: the table in docs/architecture.md. */
@AnalyzeClasses(locations = ProductClasses.class)
class DependencyDirectionTest {
    private static final String SDK = "org.jobyard.sdk..";
    private static final String EMBEDDED = "org.jobyard.embedded..";
    private static final String ADAPTER = "org.jobyard.ra..";
    private static final String ADAPTER_API = "org.jobyard.ra.api..";
    private static final String WEB = "org.jobyard.web..";
    private static final String WORKER = "org.jobyard.worker..";
    private static final String STANDALONE = "org.jobyard.standalone..";

    private static final DescribedPredicate<JavaClass> CORE = resideInAPackage("org.jobyard..")
            .and(resideOutsideOfPackages(SDK, EMBEDDED, ADAPTER, WEB, WORKER, STANDALONE))
            .as("the core");

    private static DescribedPredicate<JavaClass> oursExcept(String... packages) {
        return resideInAPackage("org.jobyard..").and(resideOutsideOfPackages(packages));
    }

    @ArchTest
    static final ArchRule sdk_is_for_everyone_and_uses_nothing_of_ours =
            noClasses().that().resideInAPackage(SDK).should().dependOnClassesThat(oursExcept(SDK));

    @ArchTest
    static final ArchRule sdk_needs_no_server = classes()
            .that()
            .resideInAPackage(SDK)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    SDK,
                    "java..",
                    "javax.net.ssl..",
                    "com.rabbitmq.client..",
                    "com.fasterxml.jackson..",
                    "com.fasterxml.uuid..",
                    "org.slf4j..")
            .because("workers and clients run outside the server, with the AMQP client only");

    @ArchTest
    static final ArchRule embedded_uses_nothing_of_ours =
            noClasses().that().resideInAPackage(EMBEDDED).should().dependOnClassesThat(oursExcept(EMBEDDED));

    @ArchTest
    static final ArchRule adapter_knows_nothing_of_jobs = noClasses()
            .that()
            .resideInAPackage(ADAPTER)
            .should()
            .dependOnClassesThat(oursExcept(ADAPTER))
            .because("the adapter could serve any Jakarta EE application");

    @ArchTest
    static final ArchRule core_uses_only_sdk_and_the_adapters_interfaces = noClasses()
            .that(CORE)
            .should()
            .dependOnClassesThat(resideInAnyPackage(EMBEDDED, WEB, WORKER, STANDALONE)
                    .or(resideInAPackage(ADAPTER).and(resideOutsideOfPackages(ADAPTER_API))));

    @ArchTest
    static final ArchRule core_speaks_to_the_broker_through_the_adapter_only = noClasses()
            .that(CORE)
            .should()
            .dependOnClassesThat(resideInAnyPackage("com.rabbitmq.."))
            .because("what goes around the adapter is not part of the transaction");

    @ArchTest
    static final ArchRule front_uses_the_core = noClasses()
            .that()
            .resideInAPackage(WEB)
            .should()
            .dependOnClassesThat(resideInAnyPackage(EMBEDDED, ADAPTER, WORKER, STANDALONE));

    @ArchTest
    static final ArchRule worker_knows_the_sdk_only =
            noClasses().that().resideInAPackage(WORKER).should().dependOnClassesThat(oursExcept(WORKER, SDK));

    @ArchTest
    static final ArchRule launcher_takes_server_and_worker_as_files = noClasses()
            .that()
            .resideInAPackage(STANDALONE)
            .should()
            .dependOnClassesThat(oursExcept(STANDALONE, EMBEDDED));

    @ArchTest
    static final ArchRule job_is_plain_java = classes()
            .that()
            .resideInAPackage("org.jobyard.job..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("org.jobyard.job..", "java..", "jakarta.persistence..")
            .because("the rules of a job must be testable without a server");
}
